using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>The entry point of an extern method that is imported from a kernel module.</summary>
internal static class Externs
{
    private static readonly string[] s_kernelModules = ["ntoskrnl", "ntkrnl", "hal", "fltmgr", "storport", "wdf"];

    /// <summary>The entry point of a <c>DllImport</c>, <c>LibraryImport</c> or <c>RuntimeImport</c> method of a kernel module, else null.</summary>
    public static string? EntryPoint(IMethodSymbol method)
    {
        if (!method.IsStatic || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction))
        {
            return null;
        }

        if (method.GetDllImportData() is { } import)
        {
            return IsKernelModule(import.ModuleName) ? import.EntryPointName ?? method.Name : null;
        }

        foreach (AttributeData attribute in method.GetAttributes())
        {
            switch (attribute.AttributeClass)
            {
                case { Name: "LibraryImportAttribute", ContainingNamespace: { Name: "InteropServices" } }:
                    return IsKernelModule(Text(attribute, 0)) ? Named(attribute, "EntryPoint") ?? method.Name : null;
                case { Name: "RuntimeImportAttribute", ContainingNamespace: { Name: "Runtime" } }:
                    // One argument is the entry point; two are the module and the entry point.
                    return attribute.ConstructorArguments.Length == 2
                        ? IsKernelModule(Text(attribute, 0)) ? Text(attribute, 1) : null
                        : Text(attribute, 0) ?? method.Name;
            }
        }

        return null;
    }

    public static bool IsKernelModule(string? module) =>
        module == "*" || (module is not null && s_kernelModules.Any(stem => module.StartsWith(stem, StringComparison.OrdinalIgnoreCase)));

    private static string? Text(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value as string : null;

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;
}
