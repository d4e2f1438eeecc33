using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Guards a lock's slow-path record for a few instructions. It never parks, so Thread.Interrupt cannot break a release; under it nothing is allocated, nothing
/// throws and nothing waits. Yielding instead of sleeping keeps a preempted holder from costing a millisecond (Thread.Sleep(1) would).
/// </summary>
internal struct SpinGate
{
    private int _taken;

    internal bool TryEnter() => Volatile.Read(ref _taken) == 0 && Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    internal void Enter()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
            EnterSlow();
    }

    internal void Exit() => Volatile.Write(ref _taken, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlow()
    {
        for (int step = 0; !TryEnter(); step++)
        {
            // 30 steps of about 20 ns: a gate is held for less than that unless its holder was preempted.
            if (step < 30)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }
}
