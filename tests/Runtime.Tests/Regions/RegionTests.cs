using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Regions;

public class RegionTests
{
    private readonly KernelThread _me = KeGetCurrentThread();

    [Fact]
    public void Behaviour_65_two_signed_counts_that_need_no_order()
    {
        AssertCounts(0, 0);
        KeEnterCriticalRegion();
        KeEnterGuardedRegion();
        KeEnterCriticalRegion();
        AssertCounts(-2, -1);
        KeLeaveCriticalRegion();
        KeLeaveCriticalRegion();
        AssertCounts(0, -1);
        KeEnterGuardedRegion();
        AssertCounts(0, -2);
        KeLeaveGuardedRegion();
        KeLeaveGuardedRegion();
        AssertCounts(0, 0);
    }

    [Fact]
    public void Behaviours_66_67_the_truth_table_of_the_two_queries()
    {
        AssertDisabled(apcs: false, all: false);
        KeEnterCriticalRegion();
        AssertDisabled(apcs: true, all: false);
        KeEnterGuardedRegion();
        AssertDisabled(apcs: true, all: true);
        KeLeaveCriticalRegion();
        AssertDisabled(apcs: true, all: true);
        KeLeaveGuardedRegion();
        for (byte irql = APC_LEVEL; irql <= HIGH_LEVEL; irql++)
        {
            KeRaiseIrql(irql, out byte old);
            AssertDisabled(apcs: false, all: true);
            KeLowerIrql(old);
        }
        KeRaiseIrql(APC_LEVEL, out byte passive);
        KeEnterCriticalRegion();
        AssertDisabled(apcs: true, all: true);
        KeLeaveCriticalRegion();
        KeLowerIrql(passive);
        AssertDisabled(apcs: false, all: false);
    }

    [Fact]
    public void Behaviour_68_regions_and_irql_overlap_in_any_order()
    {
        KeEnterCriticalRegion();
        KeRaiseIrql(APC_LEVEL, out byte old);
        KeEnterGuardedRegion();
        KeLeaveCriticalRegion();
        KeLowerIrql(old);
        AssertCounts(0, -1);
        KeLeaveGuardedRegion();
        AssertDisabled(apcs: false, all: false);
    }

    [Fact]
    public void Behaviour_69_a_leave_without_enter_makes_the_count_positive_and_an_enter_brings_it_back()
    {
        using Actor b = new();
        b.Do(() =>
        {
            KeLeaveCriticalRegion();
            Assert.Equal(1, KeGetCurrentThread().KernelApcDisable);
            AssertDisabled(apcs: true, all: false);
            KeEnterCriticalRegion();
            AssertDisabled(apcs: false, all: false);
            KeLeaveGuardedRegion();
            Assert.Equal(1, KeGetCurrentThread().SpecialApcDisable);
            AssertDisabled(apcs: true, all: true);
            KeEnterGuardedRegion();
            AssertDisabled(apcs: false, all: false);
        });
    }

    [Fact]
    public void Behaviour_70_regions_above_apc_level_work_on_a_free_build()
    {
        KeRaiseIrql(HIGH_LEVEL, out byte old);
        KeEnterCriticalRegion();
        AssertCounts(-1, 0);
        KeLeaveCriticalRegion();
        KeLowerIrql(old);
        AssertCounts(0, 0);
    }

    [Fact]
    public void Behaviour_71_regions_and_irql_belong_to_the_thread()
    {
        using Actor b = new();
        KeEnterCriticalRegion();
        KeEnterGuardedRegion();
        KeRaiseIrql(APC_LEVEL, out byte old);
        b.Do(() =>
        {
            AssertDisabled(apcs: false, all: false);
            Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        });
        KeLowerIrql(old);
        KeLeaveGuardedRegion();
        KeLeaveCriticalRegion();
    }

    [Fact]
    public void Behaviour_72_a_file_system_region_is_a_critical_region()
    {
        FsRtlEnterFileSystem();
        AssertCounts(-1, 0);
        KeLeaveCriticalRegion();
        KeEnterCriticalRegion();
        FsRtlExitFileSystem();
        AssertCounts(0, 0);
    }

    private static void AssertDisabled(bool apcs, bool all) => Assert.Equal((apcs, all), (KeAreApcsDisabled(), KeAreAllApcsDisabled()));

    private void AssertCounts(int critical, int guarded) => Assert.Equal((critical, guarded), (_me.KernelApcDisable, _me.SpecialApcDisable));
}
