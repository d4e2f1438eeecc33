using System.Diagnostics;
using System.Runtime.InteropServices;
using DdiCompliance.PushLocks;

namespace DdiCompliance;

/// <summary>
/// A push lock: one 8-byte word, shared or exclusive, without owner or recursion. All zero means initialised and free.
/// </summary>
/// <remarks>
/// Pass it by <see langword="ref"/> only: a copy (assignment, boxing, a <see langword="readonly"/> field, a captured local, an array that
/// is resized while threads wait) is another lock. The word must be 8-byte aligned, which the runtime guarantees for fields and array elements.
/// Equality and hashing are refused because they would read a copy.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
[DebuggerDisplay("{DebuggerText,nq}")]
public struct EX_PUSH_LOCK
{
    internal ulong Word;

    private readonly string DebuggerText => PushLockWord.Describe(Word);

    /// <summary>Always throws: comparing push locks compares copies.</summary>
    /// <param name="obj">Ignored.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override readonly bool Equals(object? obj) => throw new NotSupportedException("A push lock is not a value; compare the objects that contain it.");

    /// <summary>Always throws: hashing a push lock reads a copy.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override readonly int GetHashCode() => throw new NotSupportedException("A push lock is not a value; hash the object that contains it.");

    /// <summary>The state of the word at one instant, for people.</summary>
    public override readonly string ToString() => PushLockWord.Describe(Word);
}
