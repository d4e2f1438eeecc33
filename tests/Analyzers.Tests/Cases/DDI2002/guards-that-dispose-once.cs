// A guard that is disposed of twice releases once: it notes that it has, in one of several ways.
//! option ddi_compliance.tables = ddi, dotnet

public sealed class OnceOnly
{
    private readonly ERESOURCE _lock = new(); int _n; readonly ReaderWriterLockSlim _rwl = new();
    public OnceOnly() { ExInitializeResourceLite(_lock); }
    public ref struct Own { ERESOURCE? _r; internal Own(ERESOURCE r) { _r = r; ExEnterCriticalRegionAndAcquireResourceExclusive(r); }
        public void Dispose() { if (_r is { } r) { _r = null; ExReleaseResourceAndLeaveCriticalRegion(r); } } }
    public ref struct Own2 { ERESOURCE? _r; internal Own2(ERESOURCE r) { _r = r; ExEnterCriticalRegionAndAcquireResourceExclusive(r); }
        public void Dispose() { if (_r is not null) { ExReleaseResourceAndLeaveCriticalRegion(_r); _r = null; } } }
    public ref struct Own3 { ERESOURCE? _r; internal Own3(ERESOURCE r) { _r = r; ExEnterCriticalRegionAndAcquireResourceExclusive(r); }
        public void Dispose() { ERESOURCE? r = _r; _r = null; if (r != null) ExReleaseResourceAndLeaveCriticalRegion(r); } }
    public sealed class Own4 : IDisposable { readonly ERESOURCE _r; bool _done; internal Own4(ERESOURCE r) { _r = r; ExEnterCriticalRegionAndAcquireResourceExclusive(r); }
        public void Dispose() { if (!_done) { _done = true; ExReleaseResourceAndLeaveCriticalRegion(_r); } } }
    public sealed class Own5 : IDisposable { ReaderWriterLockSlim? _rw; internal Own5(ReaderWriterLockSlim r) { _rw = r; r.EnterWriteLock(); }
        public void Dispose() { Interlocked.Exchange(ref _rw, null)?.ExitWriteLock(); } }
    public struct Own6 : IDisposable { ReaderWriterLockSlim? _rw; internal Own6(ReaderWriterLockSlim r) { _rw = r; r.EnterReadLock(); }
        public void Dispose() { _rw?.ExitReadLock(); _rw = null; } }
    public sealed class Own7 : IDisposable { readonly ERESOURCE _r; int _done; internal Own7(ERESOURCE r) { _r = r; ExEnterCriticalRegionAndAcquireResourceExclusive(r); }
        public void Dispose() { if (Interlocked.Exchange(ref _done, 1) == 0) { ExReleaseResourceAndLeaveCriticalRegion(_r); } } }
    internal struct Scope : IDisposable { public ERESOURCE? R; public void Dispose() { if (R is { } r) { R = null; ExReleaseResourceAndLeaveCriticalRegion(r); } } }
    Scope Hold() { ExEnterCriticalRegionAndAcquireResourceExclusive(_lock); return new Scope { R = _lock }; }
    public int G1() { using Own s = new(_lock); return _n++; }
    public int G2() { using Own2 s = new(_lock); return _n++; }
    public int G3() { using Own3 s = new(_lock); return _n++; }
    public int G4() { using Own4 s = new(_lock); return _n++; }
    public int G5() { using Own5 s = new(_rwl); return _n++; }
    public int G6() { using Own6 s = new(_rwl); return _n++; }
    public int G7() { using Own7 s = new(_lock); return _n++; }
    public int G8() { using Scope s = Hold(); return _n++; }
    public int G9() { Own s = new(_lock); try { return _n++; } finally { s.Dispose(); } }
    public int GA() { using Own s = new(_lock); s.Dispose(); return 0; }
    public int GB(bool b) { Own s = {|DDI2002:new(_lock)|}; if (b) return 1; s.Dispose(); return 0; }
}
