using System.Diagnostics;

namespace DdiCompliance.Package.Tests;

/// <summary>Runs a command line and keeps what it prints.</summary>
internal static class Command
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>The exit code and everything printed; nothing that was started stays behind.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test may itself run under MSBuild, whose settings must not leak into another SDK's.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process? process = Start(start, out string? problem);
        if (process is null)
        {
            return (-1, problem!);
        }

        using var timeout = new CancellationTokenSource(s_patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {s_patience}");
        }
    }

    private static Process? Start(ProcessStartInfo start, out string? problem)
    {
        try
        {
            problem = null;
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            problem = missing.Message;
            return null;
        }
    }
}

/// <summary>Runs the SDK's command line.</summary>
internal static class DotnetCommand
{
    /// <summary>The exit code and everything printed.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments) => Command.RunAsync(folder, "dotnet", arguments);

    /// <summary>Everything printed by a command that must succeed.</summary>
    public static async Task<string> MustAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await RunAsync(folder, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} in {folder} exited with {exitCode}\n{output}");
    }
}
