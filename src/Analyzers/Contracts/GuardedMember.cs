namespace DdiCompliance.Analyzers.Contracts;

/// <summary>What the locks that guard a member ask of a read and of a write: as operations of effect <see cref="LockEffect.Access"/>.</summary>
/// <param name="Read">Every lock is held, in any mode. With several locks a reader holds any one of them, which is not followed.</param>
/// <param name="Write">Every lock is held exclusively.</param>
internal sealed record GuardedMember(RoutineContract Read, RoutineContract Write);
