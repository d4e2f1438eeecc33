// Guards that rows make: a ref struct is followed; of the lock of any other guard nothing is said, since it may be kept and disposed of anywhere.
public sealed class Latch
{
    public Holder Hold() => new();

    public IDisposable HoldAs() => new Holder();

    public Plain Take() => default;

    public OnStack Enter() => default;

    public OnStack Both(Latch other) => default;
}

public sealed class Holder : IDisposable
{
    public void Dispose()
    {
    }
}

public struct Plain : IDisposable
{
    public void Dispose()
    {
    }
}

public ref struct OnStack
{
    public void Dispose()
    {
    }
}

public sealed class Users
{
    private readonly Latch _a = new();
    private readonly Latch _b = new();
    private Holder? _kept;
    private Plain _plain;

    [GuardedBy(nameof(_a))]
    private int _n;

    public int Class() { using (_a.Hold()) { return _n; } }

    public int Interface() { using (IDisposable d = _a.HoldAs()) { return _n; } }

    public void Kept() => _kept = _a.Hold();

    public void KeptPlain() => _plain = _a.Take();

    public void GivenBack() { _kept?.Dispose(); _plain.Dispose(); }

    public int Structure() { using var taken = _a.Take(); return _n; }

    public int Two() { using var both = _a.Both(_b); return _n; }

    public void Collected(List<Latch> all)
    {
        var held = new List<Holder>();
        foreach (Latch latch in all)
        {
            held.Add(latch.Hold());
        }

        foreach (Holder one in held)
        {
            one.Dispose();
        }
    }

    public int Stack() { using OnStack s = _a.Enter(); return _n; }

    public int StackForgotten(bool b) { OnStack s = {|DDI2002:_a.Enter()|}; if (b) { return 0; } _n++; s.Dispose(); return 1; }
}

//! additional latch.ddi-contracts
Latch.Hold()
    acquire(this, exclusive) guard

Latch.HoldAs()
    acquire(this, exclusive) guard

Latch.Take()
    acquire(this, exclusive) guard

Latch.Enter()
    acquire(this, exclusive) guard

Latch.Both(other)
    acquire(this, exclusive) guard
    acquire(other, exclusive) guard
