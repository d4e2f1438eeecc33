namespace DdiCompliance.Testing;

/// <summary>An annotated source that cannot be read: the place of the mistake is part of the message.</summary>
public sealed class CaseFormatException(string path, int line, int column, string problem)
    : Exception($"{path}({line},{column}): {problem}")
{
    /// <summary>One-based line in the case file.</summary>
    public int Line { get; } = line;

    /// <summary>One-based column in the case file.</summary>
    public int Column { get; } = column;
}
