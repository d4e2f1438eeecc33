using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Options;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

public class ImportBindingTests
{
    private const string Imports = """
        using System.Runtime.InteropServices;

        static unsafe partial class Ntos
        {
            [DllImport("ntoskrnl.exe")] public static extern byte ExAcquireResourceExclusiveLite(void* lockAddress, byte Wait);
            [DllImport("NTOSKRNL.EXE", EntryPoint = "ExAcquireResourceSharedLite")] public static extern byte AcquireShared(nint a, byte b);
            [LibraryImport("fltmgr.sys")] public static partial void FltReleaseResource(nint Resource);
            [LibraryImport("fltmgr.sys", EntryPoint = "FltAcquireResourceShared")] public static partial void TakeShared(nint Resource);
            [DllImport("kernel32.dll")] public static extern void KeEnterCriticalRegion();
            [DllImport("ntoskrnl.exe", EntryPoint = "Other")] public static extern void KeLeaveCriticalRegion();
            [DllImport("ntoskrnl.exe")] public static extern void KeReleaseSpinLock(nint SpinLock);
            [DllImport("ntoskrnl.exe")] public static extern void KeAcquireSpinLock(out byte OldIrql, nint SpinLock);
            public static void ExReleaseResourceLite(nint Resource) { }
        }

        static partial class Ntos
        {
            public static partial void FltReleaseResource(nint Resource) { }
            public static partial void TakeShared(nint Resource) { }
        }

        class Use
        {
            unsafe void All()
            {
                Ntos.ExAcquireResourceExclusiveLite(null, 1);
                Ntos.AcquireShared(0, 1);
                Ntos.FltReleaseResource(0);
                Ntos.TakeShared(0);
                Ntos.KeEnterCriticalRegion();
                Ntos.KeLeaveCriticalRegion();
                Ntos.KeReleaseSpinLock(0);
                Ntos.KeAcquireSpinLock(out _, 0);
                Ntos.ExReleaseResourceLite(0);
            }
        }
        """;

    private static readonly BoundSource s_imports = BoundSource.Of(Imports);

    [Fact]
    public void Imports_of_kernel_modules_make_a_compilation_reachable() => Assert.True(s_imports.Contracts.IsReachable);

    [Theory]
    [InlineData("Ntos.ExAcquireResourceExclusiveLite", "ExAcquireResourceExclusiveLite")]
    [InlineData("Ntos.AcquireShared", "ExAcquireResourceSharedLite")]
    [InlineData("Ntos.FltReleaseResource", "FltReleaseResource")]
    [InlineData("Ntos.TakeShared", "FltAcquireResourceShared")]
    public void The_entry_point_decides(string call, string routine) => Assert.Equal(routine, s_imports.Expect(call).Name);

    [Theory]
    [InlineData("Ntos.KeEnterCriticalRegion")]
    [InlineData("Ntos.KeLeaveCriticalRegion")]
    [InlineData("Ntos.ExReleaseResourceLite")]
    public void Other_modules_other_entry_points_and_ordinary_methods_have_no_contract(string call) => Assert.Null(s_imports.Call(call));

    [Fact]
    public void Parameters_are_found_by_name_and_else_by_position()
    {
        LockOperation acquire = s_imports.Expect("Ntos.ExAcquireResourceExclusiveLite").Locks[0];
        Assert.Equal((0, 1), (acquire.Lock.Index, acquire.WaitArgument.Index));
        RoutineContract swapped = s_imports.Expect("Ntos.KeAcquireSpinLock");
        Assert.Equal((1, 0), (swapped.Locks[0].Lock.Index, swapped.IrqlSavedTo.Index));
    }

    [Fact]
    public void A_routine_that_is_run_is_found_where_the_import_has_it()
    {
        BoundSource bound = BoundSource.Of("""
            using System.Runtime.InteropServices;
            unsafe class C
            {
                [DllImport("ntoskrnl.exe")] static extern int PsCreateSystemThread(delegate* unmanaged<void*, void> StartRoutine, void* StartContext);
                void M() => PsCreateSystemThread(null, null);
            }
            """);
        Assert.Equal([(ContractRef.Argument(0), "KSTART_ROUTINE")], bound.Expect("PsCreateSystemThread(").Runs);
    }

    [Fact]
    public void A_needed_parameter_that_is_missing_leaves_no_contract() => Assert.Null(s_imports.Call("Ntos.KeReleaseSpinLock"));

    [Theory]
    [InlineData("""[RuntimeImport("*", "KeEnterCriticalRegion")]""")]
    [InlineData("""[RuntimeImport("ntoskrnl.exe", "KeEnterCriticalRegion")]""")]
    [InlineData("""[RuntimeImport("KeEnterCriticalRegion")]""")]
    public void RuntimeImport_is_known_by_name(string attribute)
    {
        BoundSource source = BoundSource.Of($$"""
            using System.Runtime;
            using System.Runtime.CompilerServices;

            namespace System.Runtime
            {
                class RuntimeImportAttribute : Attribute
                {
                    public RuntimeImportAttribute(string entry) { }
                    public RuntimeImportAttribute(string module, string entry) { }
                }
            }

            class Kernel
            {
                [MethodImpl(MethodImplOptions.InternalCall)] {{attribute}} static extern void Enter();
                void M() => Enter();
            }
            """);
        Assert.Equal("KeEnterCriticalRegion", source.Expect("Enter()").Name);
        Assert.True(source.Contracts.IsReachable);
    }

    [Theory]
    [InlineData("My.Native, My.Outer.Inner")]
    [InlineData("My.Outer+Inner")]
    public void The_types_of_the_option_have_routines_by_name(string types)
    {
        BoundSource source = BoundSource.Of(
            """
            namespace My
            {
                static class Native { public static void KeEnterCriticalRegion() { } }
                class Outer { public static class Inner { public static void KeLeaveCriticalRegion() { } } }
                class Use { void M() { Native.KeEnterCriticalRegion(); Outer.Inner.KeLeaveCriticalRegion(); } }
            }
            """,
            options: ContractOptions.With(ComplianceOptions.TypesKey, types));
        Assert.Equal(-1, source.Expect("Outer.Inner.KeLeave").CriticalDelta);
        Assert.Equal(types.Contains("Native", StringComparison.Ordinal), source.Call("Native.KeEnter") is not null);
        Assert.True(source.Contracts.IsReachable);
    }

    [Fact]
    public void The_runtime_class_is_known_by_its_full_name()
    {
        BoundSource source = BoundSource.Of("""
            namespace DdiCompliance
            {
                class ERESOURCE;
                static class Ddi
                {
                    public static bool ExAcquireResourceExclusiveLite(ERESOURCE Resource, bool Wait) => true;
                    public static bool ExAcquireResourceExclusiveLite(ERESOURCE Resource) => true;
                    public static void ExReleaseResourceLite(ERESOURCE Resource) { }
                }
            }
            namespace Other { static class Ddi { public static void ExReleaseResourceLite(DdiCompliance.ERESOURCE Resource) { } } }
            class Use
            {
                void M(DdiCompliance.ERESOURCE r)
                {
                    DdiCompliance.Ddi.ExAcquireResourceExclusiveLite(r, true);
                    DdiCompliance.Ddi.ExAcquireResourceExclusiveLite(r);
                    DdiCompliance.Ddi.ExReleaseResourceLite(r);
                    Other.Ddi.ExReleaseResourceLite(r);
                }
            }
            """);
        Assert.Equal("ExAcquireResourceExclusiveLite", source.Expect("DdiCompliance.Ddi.ExAcquireResourceExclusiveLite(r, true)").Name);
        Assert.Null(source.Call("DdiCompliance.Ddi.ExAcquireResourceExclusiveLite(r)"));
        Assert.NotNull(source.Call("DdiCompliance.Ddi.ExReleaseResourceLite(r)"));
        Assert.Null(source.Call("Other.Ddi.ExReleaseResourceLite(r)"));
    }

    [Fact]
    public void A_program_without_routines_is_not_reachable() => Assert.False(BoundSource.Of("""
        using System.Runtime.InteropServices;
        static class Program
        {
            [DllImport("ntdll.dll")] static extern int NtClose(nint handle);
            static void Acquire() => NtClose(0);
        }
        """).Contracts.IsReachable);
}
