using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.Testing.Fixing;

/// <summary>One fix offered for one diagnostic.</summary>
/// <param name="Diagnostic">The diagnostic it was offered for.</param>
/// <param name="Document">The document the diagnostic is in.</param>
/// <param name="Provider">Who offers it.</param>
/// <param name="Action">What it does.</param>
public sealed record FixOffer(Diagnostic Diagnostic, Document Document, CodeFixProvider Provider, CodeAction Action)
{
    /// <summary>The equivalence key, by which FixAll finds the same fix for other diagnostics; empty when it is for this place alone.</summary>
    public string Key => Action.EquivalenceKey ?? "";

    /// <summary>Whether only the author can say that this was meant: FixAll leaves it alone.</summary>
    public bool IsDecision => Action.EquivalenceKey is null;

    /// <summary>The solution after the fix, or null when the fix does anything but change the solution.</summary>
    public async Task<Project?> ApplyAsync() => await ChangedAsync(Action, Document.Project).ConfigureAwait(false);

    /// <summary>The project after a code action, or null when it does anything but change the solution once.</summary>
    public static async Task<Project?> ChangedAsync(CodeAction action, Project project)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        return operations is [ApplyChangesOperation change] ? change.ChangedSolution.GetProject(project.Id) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Diagnostic.Id} '{Action.Title}'";
}
