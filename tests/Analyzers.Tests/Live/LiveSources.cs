namespace DdiCompliance.Analyzers.Tests.Live;

/// <summary>A small project whose documents depend on each other in every way a summary can: calls, circles, getters, guards, delegates, overrides.</summary>
internal static class LiveSources
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using DdiCompliance;
        using DdiCompliance.Annotations;
        using static DdiCompliance.Ddi;

        """;

    public static readonly string[] Documents =
    [
        Usings + """
        public sealed class Fcb
        {
            private readonly ERESOURCE _main = new();
            public ERESOURCE Paging = new();
            internal int Size;
            internal bool Dirty;

            public ERESOURCE Main => _main;

            internal ERESOURCE Alias => Main;

            internal void Lock() => Locks.Take(Main);

            internal void Unlock() => Locks.Drop(Main);

            internal Holder Hold()
            {
                return new Holder(this);
            }
        }
        """,
        Usings + """
        public static class Locks
        {
            internal static void Take(ERESOURCE resource)
            {
                KeEnterCriticalRegion();
                ExAcquireResourceExclusiveLite(resource, true);
            }

            internal static void Drop(ERESOURCE resource)
            {
                ExReleaseResourceLite(resource);
                KeLeaveCriticalRegion();
            }

            internal static bool TryTake(ERESOURCE resource, bool wait)
            {
                KeEnterCriticalRegion();
                if (!ExAcquireResourceExclusiveLite(resource, wait))
                {
                    KeLeaveCriticalRegion();
                    return false;
                }

                return true;
            }

            internal static void With(ERESOURCE resource, Action action)
            {
                Take(resource);
                try
                {
                    action();
                }
                finally
                {
                    Drop(resource);
                }
            }
        }
        """,
        Usings + """
        internal sealed class Holder : IDisposable
        {
            private readonly Fcb _fcb;

            public Holder(Fcb fcb)
            {
                _fcb = fcb;
                Locks.Take(fcb.Main);
            }

            public void Dispose()
            {
                Locks.Drop(_fcb.Main);
            }
        }
        """,
        Usings + """
        public abstract class Stream
        {
            protected readonly Fcb Fcb = new();

            protected abstract void Begin();

            protected virtual void End()
            {
                Fcb.Unlock();
            }

            public void Flush(int count)
            {
                Begin();
                Fcb.Size += count;
                End();
            }
        }

        public sealed class DataStream : Stream
        {
            protected override void Begin()
            {
                Fcb.Lock();
            }
        }

        public sealed class RawStream : Stream
        {
            protected override void Begin()
            {
                Locks.Take(Fcb.Alias);
            }

            protected override void End()
            {
                Locks.Drop(Fcb.Alias);
            }
        }
        """,
        Usings + """
        public static class Walker
        {
            internal static void Down(Fcb fcb, int depth)
            {
                if (depth > 3)
                {
                    fcb.Unlock();
                    return;
                }

                Across(fcb, depth + 1);
            }

            internal static void Across(Fcb fcb, int depth)
            {
                Check(depth);
                Down(fcb, depth);
            }

            internal static void Check(int depth)
            {
                if (depth < 0)
                {
                    Failure.Raise(depth);
                }
            }
        }
        """,
        Usings + """
        internal static class Failure
        {
            internal static void Raise(int depth)
            {
                throw new InvalidOperationException(depth.ToString());
            }

            internal static int Measure(int value)
            {
                return value + 1;
            }
        }
        """,
        Usings + """
        public sealed class Users
        {
            private readonly Fcb _fcb = new();
            private int _count;

            public void Walk(int depth)
            {
                _fcb.Lock();
                Walker.Down(_fcb, depth);
            }

            public void Guarded(int count)
            {
                using Holder hold = _fcb.Hold();
                _count = Failure.Measure(count);
            }

            public void Passed(int count)
            {
                Locks.With(_fcb.Main, () => _fcb.Size = Failure.Measure(count));
            }

            public bool Tried(bool wait)
            {
                if (!Locks.TryTake(_fcb.Main, wait))
                {
                    return false;
                }

                _count++;
                Locks.Drop(_fcb.Alias);
                return true;
            }

            public void Caught(int depth)
            {
                _fcb.Lock();
                try
                {
                    Walker.Check(depth);
                }
                catch (InvalidOperationException)
                {
                    _count = 0;
                }

                _fcb.Unlock();
            }
        }
        """,
        Usings + """
        public sealed class Workers
        {
            private readonly Fcb _fcb = new();

            public void Start()
            {
                PsCreateSystemThread(Run, null);
                Post(Work);
            }

            private void Run(object? context)
            {
                ExAcquireResourceExclusiveLite(_fcb.Paging, true);
                Finish(_fcb);
            }

            private void Work()
            {
                using (_fcb.Hold())
                {
                    Finish(_fcb);
                }
            }

            private static void Post(Action action) => action();

            [ReleasesLock("fcb.Paging")]
            private static void Finish(Fcb fcb)
            {
                ExReleaseResourceLite(fcb.Paging);
            }
        }
        """,
    ];

    /// <summary>Members that an edit may put into any class.</summary>
    public static readonly string[] Members =
    [
        "    internal static void Take(object resource) { }\n",
        "    internal static void Take<T>(T resource) { KeEnterCriticalRegion(); }\n",
        "    internal static void ExReleaseResourceLite(ERESOURCE resource) { }\n",
        "    internal static void Drop(ERESOURCE resource, int times = 1) { ExReleaseResourceLite(resource); }\n",
        "    internal static ERESOURCE Main => new();\n",
        "    internal void Begin() { KeEnterCriticalRegion(); }\n",
        "    public void Dispose() { KeLeaveCriticalRegion(); }\n",
        "    internal static int Measure(int value) => throw new InvalidOperationException();\n",
        "    internal static void Check(long depth) { KeLeaveCriticalRegion(); }\n",
        "    private static readonly int Size = 3;\n",
        "    internal static implicit operator int(Fcb fcb) => 1;\n",
        "    private sealed class Fcb { internal void Lock() { } internal void Unlock() { } }\n",
    ];

    /// <summary>Statements that an edit may put into any body.</summary>
    public static readonly string[] Statements =
    [
        "Locks.Take(new ERESOURCE());", "throw new InvalidOperationException();", "return;", "KeLeaveCriticalRegion();", "KeEnterCriticalRegion();",
        "Walker.Check(1);", "Failure.Raise(2);", "_ = Failure.Measure(3);", "Locks.Take(new Fcb().Main);", "Locks.Drop(new Fcb().Alias);", "new Fcb().Lock();",
        "using var held = new Fcb().Hold();", "Locks.With(new Fcb().Main, () => { });", "new Fcb().Size++;", "Console.WriteLine();",
    ];
}
