using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

internal enum EditKind
{
    Text,

    /// <summary>A step of indentation, given or taken: void where the line is removed.</summary>
    Indent,

    /// <summary>Whole lines removed.</summary>
    Lines,
}

/// <summary>One change of a text.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="With">The replacement.</param>
/// <param name="Kind">How it meets other edits.</param>
/// <param name="Order">Its turn among edits at the same place.</param>
internal readonly record struct Edit(TextSpan Span, string With, EditKind Kind, int Order);
