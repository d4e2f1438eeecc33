using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>A routine of a kernel module.</summary>
internal readonly record struct KernelImport(string Module, string EntryPoint);

/// <summary>Extern methods that are imported from a kernel module.</summary>
internal static class Externs
{
    private const string AnyModule = "*";
    private static readonly string[] s_kernelModules = ["ntoskrnl", "ntkrnl", "hal", "fltmgr", "storport", "wdf"];

    /// <summary>What a <c>DllImport</c>, <c>LibraryImport</c> or <c>RuntimeImport</c> method imports from a kernel module, else null.</summary>
    public static KernelImport? Read(IMethodSymbol method)
    {
        if (!method.IsStatic || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction))
        {
            return null;
        }

        if (method.GetDllImportData() is { } import)
        {
            return Import(import.ModuleName, import.EntryPointName ?? method.Name);
        }

        foreach (AttributeData attribute in method.GetAttributes())
        {
            switch (attribute.AttributeClass)
            {
                case { Name: "LibraryImportAttribute", ContainingNamespace: { Name: "InteropServices" } }:
                    return Import(Text(attribute, 0), Named(attribute, "EntryPoint") ?? method.Name);
                case { Name: "RuntimeImportAttribute", ContainingNamespace: { Name: "Runtime" } }:
                    // One argument is the entry point; two are the module and the entry point.
                    bool hasModule = attribute.ConstructorArguments.Length == 2;
                    return Import(hasModule ? Text(attribute, 0) : AnyModule, Text(attribute, hasModule ? 1 : 0) ?? method.Name);
            }
        }

        return null;
    }

    private static KernelImport? Import(string? module, string entryPoint) => IsKernelModule(module) ? new KernelImport(module!, entryPoint) : null;

    public static bool IsKernelModule(string? module) =>
        module == AnyModule || (module is not null && s_kernelModules.Any(stem => module.StartsWith(stem, StringComparison.OrdinalIgnoreCase)));

    private static string? Text(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value as string : null;

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;
}
