using Microsoft.CodeAnalysis;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>Methods of one type that, to judge by their names, acquire a lock, and the method that releases it.</summary>
internal sealed class LockMethods
{
    private static readonly (string Take, string Give)[] s_words = [("Acquire", "Release"), ("Enter", "Leave"), ("Enter", "Exit"), ("Lock", "Unlock")];
    private static readonly string[] s_modes = ["Exclusive", "Shared", "Write", "Read", "Upgradeable"];

    private LockMethods(IMethodSymbol release, IMethodSymbol[] acquires)
    {
        Release = release;
        Acquires = acquires;
    }

    public IMethodSymbol Release { get; }

    public IMethodSymbol[] Acquires { get; }

    /// <summary>The methods to which one of them belongs; null when its name says nothing, or its partners are missing.</summary>
    public static LockMethods? Of(IMethodSymbol method)
    {
        IMethodSymbol[] all = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary && m.IsStatic == method.IsStatic)];
        IMethodSymbol? release = all.FirstOrDefault(m => Releases(m, method)) ?? (all.Any(m => Releases(method, m)) ? method : null);
        IMethodSymbol[] acquires = release is null ? [] : [.. all.Where(m => Releases(release, m))];
        return acquires.Length == 0 || acquires.Append(release!).Any(static m => m.IsStatic && m.Parameters.IsEmpty) ? null : new LockMethods(release!, acquires);
    }

    /// <summary>The rows of a contract file that say what the names say.</summary>
    public IEnumerable<string> Rows()
    {
        foreach (IMethodSymbol acquire in Acquires)
        {
            string mode = acquire.Name.Contains("Shared") || acquire.Name.Contains("Read") ? "shared" : "exclusive";
            string when = acquire.ReturnsVoid || acquire.ReturnType.SpecialType != SpecialType.System_Boolean ? "" : " when(result true)";
            yield return $"{Head(acquire)} acquire({Place(acquire)}, {mode}){when} released-by({Release.Name})";
        }

        yield return $"{Head(Release)} release({Place(Release)})";
    }

    private static bool Releases(IMethodSymbol release, IMethodSymbol acquire)
    {
        string name = acquire.Name.StartsWith("Try", StringComparison.Ordinal) ? acquire.Name.Substring(3) : acquire.Name;
        foreach ((string take, string give) in s_words)
        {
            if (name.Contains(take) && !name.Contains(give) && (release.Name == name.Replace(take, give) || release.Name == WithoutMode(name).Replace(take, give)))
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutMode(string name) => s_modes.Aggregate(name, static (text, mode) => text.Replace(mode, ""));

    /// <summary>The lock: the object a method is called on, or what a static one is given first.</summary>
    private static string Place(IMethodSymbol method) => method.IsStatic ? method.Parameters[0].Name : "this";

    private static string Head(IMethodSymbol method)
    {
        string parameters = "(" + string.Join(", ", method.Parameters.Select(static p => p.Name)) + ")";
        if (method.GetDllImportData() is not null)
        {
            return method.Name + parameters;
        }

        string type = method.ContainingType.MetadataName;
        for (INamedTypeSymbol? outer = method.ContainingType.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            type = outer.MetadataName + "." + type;
        }

        string space = method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString() + ".";
        return space + type + "." + method.Name + parameters;
    }
}
