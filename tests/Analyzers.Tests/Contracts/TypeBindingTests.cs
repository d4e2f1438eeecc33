using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>Rows that are bound to a type: the locks of .NET and of a user.</summary>
public class TypeBindingTests
{
    private static readonly ImmutableDictionary<string, string> s_dotNet = ContractOptions.With(ComplianceOptions.TablesKey, "ddi, dotnet");

    [Fact]
    public void The_locks_of_DotNet_are_opt_in()
    {
        const string Source = "class C { void M(System.Threading.ReaderWriterLockSlim l) { l.EnterReadLock(); } }";
        Assert.Null(BoundSource.Of(Source).Call("l.EnterReadLock"));
        Assert.False(BoundSource.Of(Source).Contracts.IsReachable);
        BoundSource bound = BoundSource.Of(Source, options: s_dotNet);
        Assert.True(bound.Contracts.IsReachable);
        LockOperation acquire = Assert.Single(bound.Expect("l.EnterReadLock").Locks);
        Assert.Equal((LockMode.Shared, RefRoot.Receiver, "rwlockslim"), (acquire.Mode, acquire.Lock.Root, acquire.Family.Name));
    }

    [Theory]
    [InlineData("rw.TryEnterWriteLock(5)", "Acquire Exclusive Never ResultTrue")]
    [InlineData("rw.TryEnterUpgradeableReadLock(default(System.TimeSpan))", "Acquire Upgradeable Never ResultTrue")]
    [InlineData("rw.ExitWriteLock()", "Release Exclusive NotApplicable Always")]
    [InlineData("rw.IsWriteLockHeld", "Query Exclusive NotApplicable Always")]
    [InlineData("old.AcquireReaderLock(1)", "Acquire Shared Always Always")]
    [InlineData("old.UpgradeToWriterLock(1)", "Convert Shared NotApplicable Always")]
    [InlineData("System.Threading.Monitor.Enter(o)", "Acquire Exclusive Always Always")]
    [InlineData("System.Threading.Monitor.Enter(o, ref taken)", "Acquire Exclusive Always ArgumentTrue")]
    [InlineData("System.Threading.Monitor.TryEnter(o, 1, ref taken)", "Acquire Exclusive Never ArgumentTrue")]
    [InlineData("System.Threading.Monitor.TryEnter(o, 1)", "Acquire Exclusive Never ResultTrue")]
    [InlineData("System.Threading.Monitor.Exit(o)", "Release Exclusive NotApplicable Always")]
    [InlineData("System.Threading.Monitor.Wait(o, 1)", "RequireHeld Exclusive NotApplicable Always")]
    [InlineData("scope.EnterScope()", "Acquire Exclusive Always Always")]
    [InlineData("scope.TryEnter(1)", "Acquire Exclusive Never ResultTrue")]
    [InlineData("spin.Enter(ref taken)", "Acquire Exclusive Always ArgumentTrue")]
    [InlineData("spin.Exit(false)", "Release Exclusive NotApplicable Always")]
    [InlineData("mutex.WaitOne()", "Acquire Exclusive Always ResultTrue")]
    [InlineData("mutex.WaitOne(1)", "Acquire Exclusive Never ResultTrue")]
    [InlineData("mutex.ReleaseMutex()", "Release Exclusive NotApplicable Always")]
    [InlineData("semaphore.WaitAsync()", "Acquire Exclusive Always Always")]
    [InlineData("semaphore.Release()", "Release Exclusive NotApplicable Always")]
    public void Every_lock_of_DotNet_has_rows(string call, string effect)
    {
        BoundSource bound = BoundSource.Of(
            $$"""
            class C
            {
                object Use(object value) => value;
                void M(System.Threading.ReaderWriterLockSlim rw, System.Threading.ReaderWriterLock old, object o, System.Threading.Lock scope,
                    System.Threading.SpinLock spin, System.Threading.Mutex mutex, System.Threading.SemaphoreSlim semaphore)
                {
                    bool taken = false;
                    {{(call.Contains("Held", StringComparison.Ordinal) ? $"Use({call})" : call)}};
                }
            }
            """,
            options: s_dotNet);
        LockOperation operation = Assert.Single(bound.Expect(call).Locks);
        Assert.Equal(effect, $"{operation.Effect} {operation.Mode} {operation.Wait} {operation.Condition}");
    }

    [Fact]
    public void Every_DotNet_row_names_a_method_of_this_framework()
    {
        BoundSource bound = BoundSource.Of("class C;", contracts: BuiltInTables.Read(BuiltInTables.DotNet));
        Assert.Empty(bound.Contracts.FileErrors.Select(static error => error.Message));
    }

    [Fact]
    public void An_inherited_method_has_the_row_of_the_type_it_is_called_through()
    {
        BoundSource bound = BoundSource.Of(
            """
            using System.Threading;
            class Named : System.IDisposable { public void Dispose() { } }
            class C
            {
                void M(Mutex mutex, AutoResetEvent signal, WaitHandle handle) { mutex.WaitOne(); signal.WaitOne(); handle.WaitOne(); }
            }
            """,
            options: s_dotNet);
        Assert.NotNull(bound.Call("mutex.WaitOne"));
        Assert.Null(bound.Call("signal.WaitOne"));
        Assert.Null(bound.Call("handle.WaitOne"));
    }

    [Theory]
    [InlineData("ddi", false)]
    [InlineData("ddi, dotnet", true)]
    public void Lock_statements_count_when_monitors_do(string tables, bool covers) =>
        Assert.Equal(covers, BoundSource.Of("class C;", options: ContractOptions.With(ComplianceOptions.TablesKey, tables)).Contracts.CoversLockStatements);

    [Fact]
    public void No_tables_leave_the_rows_of_the_user()
    {
        BoundSource bound = BoundSource.Of(
            """
            using System.Runtime.InteropServices;
            class Gate { public void Enter() { } }
            class C { [DllImport("ntoskrnl.exe")] static extern void KeEnterCriticalRegion(); void M(Gate g) { g.Enter(); KeEnterCriticalRegion(); } }
            """,
            contracts: "Gate.Enter() acquire(this, exclusive) family(eresource)",
            options: ContractOptions.With(ComplianceOptions.TablesKey, "none"));
        Assert.Equal("eresource", bound.Expect("g.Enter").Locks[0].Family.Name);
        Assert.Null(bound.Call("KeEnterCriticalRegion()"));
    }

    private const string Locks = """
        using My;

        namespace My
        {
            class Gate
            {
                public static Gate Global = new();
                public void Enter() { }
                public void Enter(int timeout) { }
                public bool TryEnter(int timeout) => true;
                public bool TryEnter(string timeout) => true;
                public virtual void Leave() { }
                public Scope Take() => new(this);
                public bool IsHeld => true;
            }
            class Derived : Gate { public override void Leave() { } }
            interface ILock { void Lock(); }
            class Implicit : ILock { public void Lock() { } }
            class Explicit : ILock { void ILock.Lock() { } public void Lock() { } }
            class Scope : System.IDisposable { public Scope(Gate gate) { } public void Dispose() { } }
            class Box<T> { public class Inner { public void Take(T key) { } } }
            static class Extensions { public static void Drop(this Gate gate) { } }
        }
        class C
        {
            bool Use(bool value) => value;
            void M(My.Gate gate, My.Derived derived, My.ILock i, My.Implicit imp, My.Explicit exp, My.Box<string>.Inner inner)
            {
                gate.Enter(); gate.Enter(1); gate.TryEnter(1); gate.TryEnter(""); derived.Leave(); i.Lock(); imp.Lock(); exp.Lock();
                using My.Scope made = new My.Scope(gate); inner.Take(""); gate.Drop(); Use(gate.IsHeld); System.Action leave = gate.Leave;
            }
        }
        """;

    [Fact]
    public void A_user_declares_a_lock_in_one_line()
    {
        BoundSource bound = BoundSource.Of(Locks, contracts: "My.Gate.Enter() acquire(this, exclusive)");
        LockOperation acquire = Assert.Single(bound.Expect("gate.Enter()").Locks);
        Assert.Equal((LockMode.Exclusive, RefRoot.Receiver, "lock"), (acquire.Mode, acquire.Lock.Root, acquire.Family.Name));
        Assert.Null(bound.Call("gate.Enter(1)"));
        Assert.True(bound.Contracts.IsReachable);
        Assert.True(bound.Contracts.MayName("Enter"));
        Assert.False(bound.Contracts.MayName("Leave"));
    }

    [Theory]
    [InlineData("My.Gate.Enter acquire(this)", "gate.Enter(1)", true)]
    [InlineData("My.Gate.TryEnter(timeout) acquire(this) when(result true)", "gate.TryEnter(\"\")", true)]
    [InlineData("My.Gate.TryEnter(timeout: String) acquire(this) when(result true)", "gate.TryEnter(\"\")", true)]
    [InlineData("My.Gate.TryEnter(timeout: string) acquire(this) when(result true)", "gate.TryEnter(\"\")", true)]
    [InlineData("My.Gate.TryEnter(timeout: String) acquire(this) when(result true)", "gate.TryEnter(1)", false)]
    [InlineData("My.Gate.Leave() release(this)", "derived.Leave()", true)]
    [InlineData("My.Gate.Leave() release(this)", "gate.Leave", true)]
    [InlineData("My.ILock.Lock() acquire(this)", "i.Lock()", true)]
    [InlineData("My.ILock.Lock() acquire(this)", "imp.Lock()", true)]
    [InlineData("My.ILock.Lock() acquire(this)", "exp.Lock()", false)]
    [InlineData("My.Scope.new(gate) acquire(gate) guard", "new My.Scope(gate)", true)]
    [InlineData("My.Box`1+Inner.Take(key) acquire(this)", "inner.Take(\"\")", true)]
    [InlineData("My.Box`1.Inner.Take(key) acquire(this)", "inner.Take(\"\")", true)]
    [InlineData("My.Extensions.Drop(gate) release(gate)", "gate.Drop()", true)]
    [InlineData("My.Gate.IsHeld query(this)", "gate.IsHeld", true)]
    public void A_row_binds_to(string row, string call, bool binds) => Assert.Equal(binds, BoundSource.Of(Locks, contracts: row).Call(call) is not null);

    [Fact]
    public void The_family_follows_from_the_type_of_the_lock_when_the_row_names_none()
    {
        BoundSource bound = BoundSource.Of(
            """
            struct EX_PUSH_LOCK; class Fcb { public EX_PUSH_LOCK Lock; }
            static unsafe class L { public static void A(ref EX_PUSH_LOCK l) { } public static void B(Fcb f) { } public static void C(EX_PUSH_LOCK* l) { } public static void D(object l) { } }
            class U { unsafe void M(Fcb f) { L.A(ref f.Lock); L.B(f); L.C(null); L.D(f); } }
            """,
            contracts: "L.A(l) acquire(l)\nL.B(f) acquire(f.Lock)\nL.C(l) acquire(l)\nL.D(l) acquire(l)");
        Assert.Equal(
            ["pushlock", "pushlock", "pushlock", "lock"],
            new[] { "L.A(", "L.B(", "L.C(", "L.D(" }.Select(call => bound.Expect(call).Locks[0].Family.Name));
    }

    [Theory]
    [InlineData("My.Gate.Entr() acquire(this)", "'My.Gate' has no method 'Entr()'")]
    [InlineData("My.Gate.Enter(a, b) acquire(this)", "'My.Gate' has no method 'Enter(a,b)'")]
    [InlineData("My.Gate.Enter() acquire(this) when(result true)", "'My.Gate.Enter()' returns nothing, so that nothing can depend on its result")]
    public void A_row_that_fits_no_method_is_an_error(string row, string message) =>
        Assert.Equal([message], BoundSource.Of(Locks, contracts: row).Contracts.FileErrors.Select(static error => error.Message));

    [Fact]
    public void A_type_that_is_not_there_is_no_error() =>
        Assert.Empty(BoundSource.Of(Locks, contracts: "Nobody.Knows.It() acquire(this)").Contracts.FileErrors);
}
