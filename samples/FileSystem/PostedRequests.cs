using System.Collections.Concurrent;
using DdiCompliance;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>Requests that could not be served without waiting. A system thread serves them, with all the time it needs; who posted one waits for its end, holding nothing.</summary>
internal sealed class PostedRequests : IDisposable
{
    private readonly BlockingCollection<Request> _requests = new();
    private readonly ManualResetEventSlim _ended = new();

    public PostedRequests() => PsCreateSystemThread(out _, 0, "posted requests", null, null, Serve, null);

    /// <summary>Posts a request and waits for its end. The caller is in no region and holds no lock.</summary>
    public NTSTATUS Run(Func<NTSTATUS> work)
    {
        var request = new Request(work);
        _requests.Add(request);
        return request.Result.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _requests.CompleteAdding();
        _ended.Wait();
        _ended.Dispose();
        _requests.Dispose();
    }

    private void Serve(object? context)
    {
        foreach (Request request in _requests.GetConsumingEnumerable())
        {
            request.Serve();
        }

        _ended.Set();
    }

    /// <summary>What fails in the worker fails for whoever posted it.</summary>
    private sealed class Request(Func<NTSTATUS> work)
    {
        private readonly TaskCompletionSource<NTSTATUS> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<NTSTATUS> Result => _result.Task;

        public void Serve()
        {
            try
            {
                _result.SetResult(work());
            }
            catch (Exception exception) when (exception is BugCheckException or InvalidOperationException)
            {
                _result.SetException(exception);
            }
        }
    }
}
