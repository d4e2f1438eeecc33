// A lock of the user's own, declared in a contract file, is checked like a resource.
namespace Store;

internal sealed class PageLatch
{
    private int _state;

    public void Enter() => _state++;

    public bool TryEnter(int timeout) => timeout > _state;

    public void Leave() => _state--;
}

internal sealed class Page
{
    private readonly PageLatch _latch = new();
    private int _size;

    internal int Balanced()
    {
        _latch.Enter();
        int size = _size;
        _latch.Leave();
        return size;
    }

    internal int Forgotten(bool empty)
    {
        {|DDI2002:_latch.Enter()|};
        if (empty)
        {
            return 0;
        }

        _latch.Leave();
        return _size;
    }

    internal void Twice()
    {
        _latch.Enter();
        _latch.Leave();
        {|DDI2001:_latch.Leave()|};
    }

    internal int Tried()
    {
        if (!_latch.TryEnter(5))
        {
            return -1;
        }

        int size = _size;
        _latch.Leave();
        return size;
    }

    internal int Ignored()
    {
        {|DDI2008:_latch.TryEnter(5)|};
        int size = _size;
        _latch.Leave();
        return size;
    }

    internal void Again()
    {
        _latch.Enter();
        {|DDI2006:_latch.Enter()|};
        _latch.Leave();
        _latch.Leave();
    }
}

//! additional store.ddi-contracts
family latch noun(page latch) types(Store.PageLatch)
Store.PageLatch.Enter()           acquire(this, exclusive) released-by(Leave)
Store.PageLatch.TryEnter(timeout) acquire(this, exclusive) when(result true) released-by(Leave)
Store.PageLatch.Leave()           release(this)
