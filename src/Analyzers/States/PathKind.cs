namespace DdiCompliance.Analyzers.States;

/// <summary>What one link of an <see cref="AccessPath"/> is.</summary>
internal enum PathKind : byte
{
    This,
    Parameter,
    Local,

    /// <summary>A static field or property, or the type that holds it.</summary>
    Static,

    /// <summary>A temporary of the control flow graph.</summary>
    Capture,

    /// <summary>The result of one call or object creation, named by its number in the method.</summary>
    Result,

    /// <summary>The value the method returns.</summary>
    Return,

    /// <summary>A lock that exists once, named by a contract.</summary>
    Token,

    /// <summary>A constant, as an index or an argument.</summary>
    Constant,

    /// <summary>A field or property of the parent.</summary>
    Member,

    /// <summary>An element of the parent.</summary>
    Index,

    /// <summary>All elements of the parent that a loop over it acquired.</summary>
    Elements,

    /// <summary>A call whose equal arguments are presumed to give equal results.</summary>
    Call,

    /// <summary>What the parent was when the method was entered.</summary>
    Entry,

    /// <summary>An operator applied to the arguments.</summary>
    Operator,
}
