using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>What an annotation says.</summary>
internal enum AnnotationKind
{
    None,
    AcquiresExclusiveLock,
    AcquiresSharedLock,
    ReleasesLock,
    RequiresLockHeld,
    RequiresExclusiveLockHeld,
    RequiresLockNotHeld,
    IrqlRequiresMax,
    IrqlRequiresMin,
    IrqlRaises,
    EntersCriticalRegion,
    LeavesCriticalRegion,
    RequiresCriticalRegion,
    EntersGuardedRegion,
    LeavesGuardedRegion,
    RequiresGuardedRegion,
}

/// <summary>The annotations that make a contract. They are known by their full name, so that a project may have its own copies.</summary>
internal static class AnnotationNames
{
    private const string OuterNamespace = "DdiCompliance";
    private const string InnerNamespace = "Annotations";
    private const string Suffix = "Attribute";

    private static readonly Dictionary<string, AnnotationKind> s_kinds = Kinds();

    /// <summary>Whether a name in an attribute list may be an annotation.</summary>
    public static bool Contains(string name) => s_kinds.ContainsKey(name);

    public static AnnotationKind KindOf(INamedTypeSymbol? type) =>
        type is not null && s_kinds.TryGetValue(type.Name, out AnnotationKind kind) && SymbolNames.IsIn(type, OuterNamespace, InnerNamespace)
            ? kind
            : AnnotationKind.None;

    private static Dictionary<string, AnnotationKind> Kinds()
    {
        Dictionary<string, AnnotationKind> kinds = [];
        foreach (AnnotationKind kind in Enum.GetValues(typeof(AnnotationKind)).Cast<AnnotationKind>().Where(static kind => kind != AnnotationKind.None))
        {
            kinds.Add(kind.ToString(), kind);
            kinds.Add(kind + Suffix, kind);
        }

        return kinds;
    }

    /// <summary>
    /// The assemblies that have annotation types, their own copies or ours: those with the two namespace names. (Asking the merged global
    /// namespace would merge the namespaces of all references, which costs more than everything else here together.)
    /// </summary>
    public static HashSet<IAssemblySymbol> Declaring(Compilation compilation)
    {
        HashSet<IAssemblySymbol> assemblies = new(SymbolEqualityComparer.Default);
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols.Add(compilation.Assembly))
        {
            if (assembly.NamespaceNames.Contains(OuterNamespace) && assembly.NamespaceNames.Contains(InnerNamespace))
            {
                assemblies.Add(assembly);
            }
        }

        return assemblies;
    }
}
