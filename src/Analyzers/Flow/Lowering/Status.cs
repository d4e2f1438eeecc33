using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Status codes that are fields rather than constants, as they are when NTSTATUS is a structure.</summary>
internal static class Status
{
    /// <summary>
    /// The number a static read-only status field or property stands for, or null. Success and the informational codes keep their value; of any
    /// other code only matters that it is a failure (negative) and differs from the rest.
    /// </summary>
    public static long? ConstantOf(ISymbol field)
    {
        bool isFixed = field is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };
        if (!isFixed || !field.Name.StartsWith("STATUS_", StringComparison.Ordinal))
        {
            return null;
        }

        return NumberOf(field.Name);
    }

    /// <summary>The number of a status by its name.</summary>
    public static long NumberOf(string name)
    {
        return name switch
        {
            "STATUS_SUCCESS" => 0,
            "STATUS_ABANDONED" => 0x80,
            "STATUS_USER_APC" => 0xC0,
            "STATUS_KERNEL_APC" => 0x100,
            "STATUS_ALERTED" => 0x101,
            "STATUS_TIMEOUT" => 0x102,
            "STATUS_PENDING" => 0x103,
            "STATUS_REPARSE" => 0x104,
            "STATUS_MORE_ENTRIES" => 0x105,
            _ => Failure(name),
        };
    }

    private static long Failure(string name)
    {
        // FNV-1a: the same in every process, unlike string.GetHashCode.
        uint hash = 2166136261;
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return unchecked((int)(hash | 0xC0000000));
    }
}
