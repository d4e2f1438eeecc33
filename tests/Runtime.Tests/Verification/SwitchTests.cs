using System.Reflection;
using System.Runtime.Loader;

namespace DdiCompliance.Runtime.Tests.Verification;

/// <summary>AppContext switches are read once, so each test loads the assemblies a second time, after the switch was set.</summary>
[Collection(VerificationCollection.Name)]
public class SwitchTests
{
    [Fact]
    public void The_switch_turns_verification_on_for_the_process()
    {
        Assert.False(DdiVerifier.IsEnabled);
        WithSwitch(DdiVerifier.SwitchName, (runtime, _) =>
        {
            PropertyInfo enabled = runtime.GetType(typeof(DdiVerifier).FullName!)!.GetProperty(nameof(DdiVerifier.IsEnabled))!;
            Assert.Equal(true, enabled.GetValue(null));
        });
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(3, 1)]
    public void Portable_locks_keep_every_invariant(int threads, int exclusivePercent)
    {
        Assert.True(Platform.PlainRelease || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64);
        WithSwitch("DdiCompliance.PortableLocks", (runtime, tests) =>
        {
            FieldInfo plain = runtime.GetType(typeof(Platform).FullName!)!.GetField(nameof(Platform.PlainRelease), BindingFlags.NonPublic | BindingFlags.Static)!;
            Assert.Equal(false, plain.GetValue(null));
            Type stress = tests.GetType(typeof(Resources.ResourceStress).FullName!)!;
            object run = Activator.CreateInstance(
                stress, BindingFlags.Public | BindingFlags.Instance, null, [Environment.TickCount & 0xFFFF, threads, 60_000L, 1, exclusivePercent], null)!;
            stress.GetMethod(nameof(Resources.ResourceStress.Run), BindingFlags.NonPublic | BindingFlags.Instance)!
                .Invoke(run, BindingFlags.DoNotWrapExceptions, null, null, null);
        });
    }

    private static void WithSwitch(string name, Action<Assembly, Assembly> test)
    {
        AppContext.SetSwitch(name, true);
        try
        {
            SecondCopy copy = new();
            test(copy.LoadFromAssemblyPath(typeof(Ddi).Assembly.Location), copy.LoadFromAssemblyPath(typeof(SwitchTests).Assembly.Location));
        }
        finally
        {
            AppContext.SetSwitch(name, false);
        }
    }

    /// <summary>Loads the runtime and its tests again; everything else is shared.</summary>
    private sealed class SecondCopy() : AssemblyLoadContext("second copy")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == typeof(Ddi).Assembly.GetName().Name
            ? LoadFromAssemblyPath(typeof(Ddi).Assembly.Location)
            : null;
    }
}
