using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DdiCompliance.Runtime.Tests;

/// <summary>
/// The portable mode is chosen once per process, so its tests run in a process of their own: this assembly again, with the AppContext switch set.
/// </summary>
public class PortableModeTests(ITestOutputHelper output)
{
    private const string SwitchName = "DdiCompliance.PortableLocks";

    [Fact]
    public void The_portable_locks_pass_the_same_tests()
    {
        Assert.SkipWhen(AppContext.TryGetSwitch(SwitchName, out bool on) && on, "this is the process of its own");
        string assembly = typeof(PortableModeTests).Assembly.Location;
        string config = Path.Combine(Path.GetTempPath(), $"portable-{Environment.ProcessId}.runtimeconfig.json");
        JsonNode settings = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(assembly, ".runtimeconfig.json")))!;
        JsonObject options = settings["runtimeOptions"]!.AsObject();
        JsonObject properties = options["configProperties"]?.AsObject() ?? [];
        properties[SwitchName] = true;
        options["configProperties"] = properties.DeepClone();
        File.WriteAllText(config, settings.ToJsonString());
        try
        {
            Run(
                "exec", "--runtimeconfig", config, "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), assembly,
                "--filter-class", "*PortableModeTests", "--filter-class", "*CompatibilityTests", "--filter-class", "*HandOverTests", "--filter-class", "*OwnershipTests",
                "--filter-class", "*BiasTests", "--filter-class", "*StressTests");
        }
        finally
        {
            File.Delete(config);
        }
    }

    [Fact]
    public void The_switch_decides() =>
        Assert.Equal(
            !(AppContext.TryGetSwitch(SwitchName, out bool on) && on) && RuntimeInformation.ProcessArchitecture == Architecture.X64, Platform.PlainRelease);

    private void Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DDI_STRESS_OPERATIONS"] = "30000";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Actor.Patience), "the process does not end");
        output.WriteLine(said);
        Assert.True(process.ExitCode == 0, said + errors.Result);
        Assert.Contains("failed: 0", said);
    }
}
