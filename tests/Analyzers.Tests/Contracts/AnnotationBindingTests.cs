using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

public class AnnotationBindingTests
{
    /// <summary>The annotations as a project copies them: internal types, known by their full name alone.</summary>
    internal const string Copies = """
        namespace DdiCompliance.Annotations
        {
            using System;
            [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] abstract class Lock : Attribute { public bool When { get; set; } }
            class AcquiresExclusiveLockAttribute(string path) : Lock { public string Path => path; }
            class AcquiresSharedLockAttribute(string path) : Lock { public string Path => path; }
            class ReleasesLock(string path) : Lock { public string Path => path; }
            class RequiresLockHeldAttribute(string path) : Lock { public string Path => path; }
            class RequiresExclusiveLockHeldAttribute(string path) : Lock { public string Path => path; }
            class RequiresLockNotHeldAttribute(string path) : Lock { public string Path => path; }
            class IrqlRequiresMaxAttribute(byte level) : Attribute { public byte Level => level; }
            class IrqlRequiresMinAttribute(int level) : Attribute { public int Level => level; }
            class IrqlRaisesAttribute(byte level) : Attribute { public byte Level => level; }
            class EntersCriticalRegionAttribute : Lock;
            class LeavesCriticalRegionAttribute : Lock;
            class RequiresCriticalRegionAttribute : Lock;
            class EntersGuardedRegionAttribute : Lock;
            class LeavesGuardedRegionAttribute : Lock;
            class RequiresGuardedRegionAttribute : Lock;
        }

        """;

    private const string Usings = "using DdiCompliance.Annotations;\n";

    private static BoundSource Bind(string members, string call) => BoundSource.Of($$"""
        {{Usings}}{{Copies}}
        struct EX_PUSH_LOCK;
        class ERESOURCE { public EX_PUSH_LOCK Inner; }
        class Fcb { public ERESOURCE Resource = new(); }
        static class Locks { public static ERESOURCE Global = new(); }
        class C
        {
            ERESOURCE _r = new();
            static ERESOURCE s_r = new();
            {{members}}
            void Caller(Fcb fcb) { {{call}}; }
        }
        """);

    private static RoutineContract Read(string members, string call) => Bind(members, call).Expect(call);

    [Theory]
    [InlineData("""[AcquiresExclusiveLock("_r")] void M() { }""", "M()", "Acquire Exclusive Always Receiver:_r eresource")]
    [InlineData("""[AcquiresSharedLock("this._r")] void M() { }""", "M()", "Acquire Shared Always Receiver:_r eresource")]
    [InlineData("""[ReleasesLock("f.Resource")] void M(Fcb f) { }""", "M(fcb)", "Release Any NotApplicable Argument0:Resource eresource")]
    [InlineData("""[RequiresLockHeld("f.Resource.Inner")] void M(int n, Fcb f) { }""", "M(1, fcb)", "RequireHeld Any NotApplicable Argument1:Resource.Inner pushlock")]
    [InlineData("""[RequiresExclusiveLockHeld("s_r")] static void M() { }""", "M()", "RequireHeld Exclusive NotApplicable Static s_r: eresource")]
    [InlineData("""[RequiresLockNotHeld("Locks.Global")] void M() { }""", "M()", "RequireNotHeld Any NotApplicable Static Locks.Global: eresource")]
    [InlineData("""[AcquiresExclusiveLock("return")] ERESOURCE M() => _r;""", "M()", "Acquire Exclusive Always Result: eresource")]
    public void A_lock_annotation_is_a_lock_operation(string member, string call, string expected)
    {
        LockOperation operation = Assert.Single(Read(member, call).Locks);
        ContractRef place = operation.Lock;
        string root = place.Root switch { RefRoot.Argument => $"Argument{place.Index}", RefRoot.Static => $"Static {place.Token}", _ => place.Root.ToString() };
        Assert.Equal(expected, $"{operation.Effect} {operation.Mode} {operation.Wait} {root}:{string.Join(".", place.Members)} {operation.Family.Name}");
        Assert.Equal(place.Root == RefRoot.Static, place.Symbol is not null);
    }

    [Theory]
    [InlineData("true", EffectCondition.ResultTrue)]
    [InlineData("false", EffectCondition.ResultFalse)]
    public void When_makes_it_depend_on_the_result(string when, object condition)
    {
        LockOperation acquire = Assert.Single(Read($$"""[AcquiresExclusiveLock("_r", When = {{when}})] bool M() => true;""", "M()").Locks);
        Assert.Equal((condition, WaitBehavior.Never), (acquire.Condition, acquire.Wait));
        Assert.Equal(condition, Read($$"""[EntersCriticalRegion(When = {{when}})] bool M() => true;""", "M()").RegionCondition);
    }

    [Fact]
    public void Regions_and_levels()
    {
        Assert.Equal((1, 0), Deltas("[EntersCriticalRegion]"));
        Assert.Equal((-1, 0), Deltas("[LeavesCriticalRegion]"));
        Assert.Equal((0, 1), Deltas("[EntersGuardedRegion]"));
        Assert.Equal((0, -1), Deltas("[LeavesGuardedRegion]"));
        Assert.Equal(ApcRequirement.InCriticalRegion, Read("[RequiresCriticalRegion] void M() { }", "M()").Apc);
        Assert.Equal(ApcRequirement.InGuardedRegion, Read("[RequiresGuardedRegion] void M() { }", "M()").Apc);
        RoutineContract levels = Read("[IrqlRequiresMin(1), IrqlRequiresMax(2), IrqlRaises(2)] void M() { }", "M()");
        Assert.Equal((1, 2, IrqlEffect.RaiseToLevel, 2), (levels.IrqlMin, levels.IrqlMax, levels.Irql, levels.IrqlLevel));

        static (int, int) Deltas(string attribute)
        {
            RoutineContract contract = Read(attribute + " void M() { }", "M()");
            return (contract.CriticalDelta, contract.GuardedDelta);
        }
    }

    [Fact]
    public void Several_annotations_make_one_contract()
    {
        RoutineContract contract = Read("""[RequiresLockHeld("_r"), AcquiresSharedLock("f.Resource")] [EntersCriticalRegion] void M(Fcb f) { }""", "M(fcb)");
        Assert.Equal([LockEffect.RequireHeld, LockEffect.Acquire], contract.Locks.Select(static o => o.Effect));
        Assert.Equal(("M", 1), (contract.Name, contract.CriticalDelta));
        Assert.Equal(["f"], contract.Parameters);
    }

    [Theory]
    [InlineData("class Base { protected ERESOURCE R = new(); [RequiresLockHeld(\"R\")] public virtual void M() { } } class D : Base { public override void M() { } }", "new D().M()")]
    [InlineData("interface I { [RequiresCriticalRegion] void M(); } class D : I { public void M() { } }", "new D().M()")]
    [InlineData("class G<T> { [RequiresCriticalRegion] public void M(T t) { } }", "new G<int>().M(1)")]
    [InlineData("class P { [RequiresCriticalRegion] public int Size => 0; } static int Use(int n) => n;", "Use(new P().Size)")]
    [InlineData("class K { [RequiresCriticalRegion] public K() { } }", "new K()")]
    public void Inherited_generic_properties_and_constructors(string members, string call) =>
        Assert.NotNull(Bind(members, call).Call(call.StartsWith("Use", StringComparison.Ordinal) ? "new P().Size" : call));

    [Fact]
    public void An_explicit_implementation_keeps_the_promise_of_its_interface()
    {
        BoundSource bound = Bind("interface I { [RequiresCriticalRegion] void M(); } class D : I { void I.M() { } }", "_ = 0");
        IMethodSymbol method = bound.Compilation.GetTypeByMetadataName("C+D")!.GetMembers().OfType<IMethodSymbol>().Single(static m => m.Name.EndsWith(".M", StringComparison.Ordinal));
        Assert.Equal(ApcRequirement.InCriticalRegion, bound.Contracts.Find(method)?.Apc);
    }

    [Fact]
    public void The_value_of_a_setter_is_a_parameter()
    {
        BoundSource bound = Bind("""ERESOURCE P { get => _r; [ReleasesLock("value")] set { } }""", "P = _r");
        IMethodSymbol setter = bound.Compilation.GetTypeByMetadataName("C")!.GetMembers("P").OfType<IPropertySymbol>().Single().SetMethod!;
        Assert.Equal((RefRoot.Argument, 0), (bound.Contracts.Find(setter)!.Locks[0].Lock.Root, bound.Contracts.Find(setter)!.Locks[0].Lock.Index));
    }

    [Fact]
    public void A_method_that_returns_a_disposable_is_a_guard_unless_that_is_the_lock()
    {
        Assert.True(Read("""class G : System.IDisposable { public void Dispose() { } } [AcquiresExclusiveLock("_r")] G M() => new();""", "M()").Locks[0].ReturnsGuard);
        Assert.True(Read("""ref struct G { public void Dispose() { } } [AcquiresExclusiveLock("_r")] G M() => new();""", "M()").Locks[0].ReturnsGuard);
        Assert.True(Read("""class G : System.IDisposable { [AcquiresExclusiveLock("r")] public G(ERESOURCE r) { } public void Dispose() { } }""", "new G(_r)").Locks[0].ReturnsGuard);
        Assert.False(Read("""[AcquiresExclusiveLock("_r")] int M() => 1;""", "M()").Locks[0].ReturnsGuard);
        Assert.False(Read("""class L : System.IDisposable { public void Dispose() { } } [AcquiresExclusiveLock("return")] L M() => new();""", "M()").Locks[0].ReturnsGuard);
    }

    [Theory]
    [InlineData("""[AcquiresExclusiveLock("_x")] void M() { }""", "'_x' names neither a parameter of 'M' nor a member of 'C' nor a static lock")]
    [InlineData("""[AcquiresExclusiveLock("f.Resourc")] void M(Fcb f) { }""", "'Fcb' has no field or property 'Resourc'")]
    [InlineData("""[AcquiresExclusiveLock("this._r")] static void M() { }""", "'this._r': a static method has no 'this'")]
    [InlineData("""[AcquiresExclusiveLock("_r")] static void M() { }""", "'_r': a static method has no instance member '_r'")]
    [InlineData("""[AcquiresExclusiveLock("return")] void M() { }""", "'return': the method returns nothing")]
    [InlineData("""[AcquiresExclusiveLock("")] void M() { }""", "'' is not the path of a lock")]
    [InlineData("""[AcquiresExclusiveLock("_r..x")] void M() { }""", "'_r..x' is not the path of a lock")]
    [InlineData("""[AcquiresExclusiveLock("Locks.Globl")] void M() { }""", "'Locks.Globl' names neither a parameter of 'M' nor a member of 'C' nor a static lock")]
    [InlineData("""[AcquiresExclusiveLock("_r", When = true)] void M() { }""", "'When' needs a method that returns bool, and 'M' returns 'void'")]
    [InlineData("[IrqlRequiresMax(32)] void M() { }", "32 is no IRQL: 0 to 31")]
    [InlineData("[IrqlRequiresMin(-1)] void M() { }", "-1 is no IRQL: 0 to 31")]
    [InlineData("[IrqlRequiresMin(2), IrqlRequiresMax(1)] void M() { }", "the lowest IRQL 2 is above the highest 1")]
    public void What_cannot_be_understood_is_an_error(string member, string message)
    {
        BoundSource bound = Bind(member, "_ = 0");
        IMethodSymbol method = bound.Compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single();
        List<AnnotationError> errors = [];
        bound.Contracts.Annotations.Read(method, errors);
        Assert.Equal([message], errors.Select(static error => error.Message));
    }

    [Fact]
    public void An_attribute_of_another_namespace_says_nothing()
    {
        BoundSource bound = BoundSource.Of("""
            namespace Mine { class RequiresCriticalRegionAttribute : System.Attribute; }
            class C { [Mine.RequiresCriticalRegion] void M() { } void Caller() => M(); }
            """);
        Assert.Null(bound.Call("M()"));
        Assert.False(bound.Contracts.IsReachable);
    }

    [Fact]
    public void Annotations_cross_assemblies()
    {
        MetadataReference library = BoundSource.Compile($$"""
            {{Usings}}{{Copies}}
            public class ERESOURCE;
            public class Volume { private ERESOURCE _r = new(); [AcquiresExclusiveLock("_r")] public void Lock() { } public void Other() { } }
            """, runtime: false).ToMetadataReference();
        BoundSource bound = BoundSource.Of("class C { void M(Volume v) { v.Lock(); v.Other(); } }", references: Emit(library));
        Assert.True(bound.Contracts.IsReachable);
        Assert.True(bound.Contracts.MayName("Lock"));
        Assert.False(bound.Contracts.MayName("Other"));
        ContractRef place = bound.Expect("v.Lock()").Locks[0].Lock;
        Assert.Equal((RefRoot.Receiver, "_r"), (place.Root, Assert.Single(place.Members)));
        Assert.Null(bound.Call("v.Other()"));
    }

    [Fact]
    public void The_annotations_of_the_runtime_are_the_same()
    {
        BoundSource bound = BoundSource.Of(
            """
            using DdiCompliance.Annotations;
            class C { object _r = new(); [AcquiresSharedLock(nameof(_r))] void Lock() { } void M() => Lock(); }
            """,
            runtime: true);
        Assert.Equal(LockMode.Shared, bound.Expect("Lock()").Locks[0].Mode);
    }

    [Fact]
    public void A_row_of_the_table_is_stronger_than_an_annotation()
    {
        BoundSource bound = BoundSource.Of($$"""
            {{Usings}}{{Copies}}
            namespace DdiCompliance { static class Ddi { [RequiresGuardedRegion] public static void KeEnterCriticalRegion() { } } }
            class C { void M() => DdiCompliance.Ddi.KeEnterCriticalRegion(); }
            """);
        Assert.Equal((ApcRequirement.None, 1), (bound.Expect("DdiCompliance.Ddi.KeEnter").Apc, bound.Expect("DdiCompliance.Ddi.KeEnter").CriticalDelta));
    }

    /// <summary>A library as users have it: an assembly file whose private members the compiler does not load.</summary>
    private static MetadataReference Emit(MetadataReference library)
    {
        using MemoryStream stream = new();
        Assert.True(((CompilationReference)library).Compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
