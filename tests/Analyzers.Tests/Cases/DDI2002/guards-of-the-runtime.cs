// The guards of the runtime and of .NET hold their lock until they are disposed of, once.
//! option ddi_compliance.tables = ddi, dotnet

public sealed class Guards
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _s = new();
    private readonly Lock _l = new();
    private EX_PUSH_LOCK _p;
    private bool _b;

    [GuardedBy(nameof(_r))]
    private int _n;

    [GuardedBy(nameof(_p))]
    private int _m;

    [GuardedBy(nameof(_l))]
    private int _k;

    public Guards()
    {
        ExInitializeResourceLite(_r);
        ExInitializeResourceLite(_s);
    }

    // Right.
    public int Read() { using (_r.AcquireShared()) { return _n; } }

    public int Write() { using ResourceGuard g = _r.AcquireExclusive(); return _n++; }

    public int ReadPushLock() { using PushLockGuard g = _p.AcquireShared(); return _m; }

    public int Try() { using ResourceGuard g = _r.TryAcquireExclusive(); if (!g.IsHeld) { return 0; } return _n++; }

    public int TryInOneLine() { using ResourceGuard g = _r.TryAcquireExclusive(); return g.IsHeld ? _n : 0; }

    public int TryThenWait() { using ResourceGuard g = _r.TryAcquireShared(); if (!g.IsHeld) { using ResourceGuard h = _r.AcquireShared(); return _n; } return _n; }

    public void Requires() { using ResourceGuard g = _r.AcquireExclusive(); Need(); }

    public void InRegions() { using (GuardedRegion.Enter()) using (CriticalRegion.Enter()) { ExAcquireResourceExclusiveLite(_r, true); ExReleaseResourceLite(_r); } }

    public int ByHelper() { using (Hold()) { return _n; } }

    public int ByHelperOfTwo(bool b) { using ResourceGuard g = HoldEither(b); return _n; }

    public int ByHelperOfPushLock() { using PushLockGuard g = HoldPushLock(); return _m; }

    public int InFinally() { ResourceGuard g = _r.AcquireExclusive(); try { return _n; } finally { g.Dispose(); } }

    public int Twice() { using ResourceGuard g = _r.AcquireExclusive(); _n++; g.Dispose(); return 0; }

    public int OneOfTwo() { using ResourceGuard g = _b ? _r.AcquireExclusive() : _r.AcquireShared(); return _n; }

    public int Perhaps() { ResourceGuard g = default; try { if (_b) { g = _r.AcquireShared(); } return _b ? _n : 0; } finally { g.Dispose(); } }

    public int Nested() { using (_r.AcquireShared()) using (_s.AcquireExclusive()) { return _n; } }

    public int InLoop() { int t = 0; for (int i = 0; i < 3; i++) { using (_r.AcquireShared()) { t += _n; } } return t; }

    public void ByReference() { ResourceGuard g = _r.AcquireExclusive(); GiveBack(ref g); }

    public int SharedUnderExclusive() { using var g = _r.AcquireExclusive(); using var h = _r.AcquireShared(); return _n; }

    public void AtApcLevel() { using (var q = Irql.Raise(APC_LEVEL)) { ExAcquireResourceSharedLite(_r, true); ExReleaseResourceLite(_r); } }

    public int Scope() { using (_l.EnterScope()) { return _k; } }

    public int ScopeVariable() { using Lock.Scope s = _l.EnterScope(); return _k; }

    public int LockOrNot() { if (_l.TryEnter()) { try { return _k++; } finally { _l.Exit(); } } return 0; }

    // Wrong.
    public void NotDisposed() { ResourceGuard g = {|DDI2002:_r.AcquireExclusive()|}; }

    public void NotOnOneWay(bool b) { ResourceGuard g = {|DDI2002:_r.AcquireShared()|}; if (b) { return; } g.Dispose(); }

    public int NotAfterTry() { ResourceGuard g = {|DDI2002:_r.TryAcquireExclusive()|}; if (!g.IsHeld) { return 1; } if (_b) { return 2; } g.Dispose(); return 0; }

    public void ScopeNotLeft(int k) { Lock.Scope s = {|DDI2002:_l.EnterScope()|}; if (k > 0) { return; } s.Dispose(); }

    public void Upgrade() { using ResourceGuard g = _r.AcquireShared(); {|DDI2005:FltAcquireResourceExclusive(_r)|}; FltReleaseResource(_r); }

    public void Again() { using ResourceGuard g = _r.AcquireExclusive(); {|DDI2004:FltAcquireResourceExclusive(_r)|}; FltReleaseResource(_r); }

    public void PushLockAgain() { using PushLockGuard g = _p.AcquireShared(); {|DDI2006:FltAcquirePushLockExclusive(ref _p)|}; FltReleasePushLock(ref _p); }

    public void BehindItsBack() { using (_r.AcquireExclusive()) { {|DDI2007:ExReleaseResourceAndLeaveCriticalRegion(_r)|}; } }

    public void LeavesItsRegion() { using var g = _r.AcquireExclusive(); {|DDI1006:KeLeaveCriticalRegion()|}; }

    public void OfAnother(Guards o) { using (o._r.AcquireExclusive()) { o._n++; {|DDI5002:_n|}++; } }

    public void AtDispatch() { using (Irql.Raise(DISPATCH_LEVEL)) { {|DDI4001:ExAcquireResourceSharedLite(_r, true)|}; ExReleaseResourceLite(_r); } }

    public void NotLowered() { Irql q = {|DDI4002:Irql.Raise(DISPATCH_LEVEL)|}; if (_b) { return; } q.Dispose(); }

    [RequiresExclusiveLockHeld(nameof(_r))]
    private void Need() => _n++;

    private ResourceGuard Hold() => _r.AcquireExclusive();

    private ResourceGuard HoldEither(bool x) { if (x) { return _r.AcquireExclusive(); } return _r.AcquireShared(); }

    private PushLockGuard HoldPushLock() { return _p.AcquireShared(); }

    private static void GiveBack(scoped ref ResourceGuard g) { g.Dispose(); }
}
