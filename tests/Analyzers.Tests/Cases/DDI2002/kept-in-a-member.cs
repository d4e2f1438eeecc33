// The object whose lock is held is remembered in a member of another object, and given back from there.

public sealed class Vnode
{
    internal readonly ERESOURCE Lock = new();
    internal Vnode? Next;
    internal bool Bad;
    internal int Count;
}

public sealed class Request
{
    internal Vnode? Held;
}

public sealed class KeptInAMember
{
    private Vnode? _current;
    private Vnode? _root;

    public void AcquiredAndReleasedByHelpers(Request request, Vnode node)
    {
        Acquire(request, node);
        node.Count++;
        Release(request);
    }

    public void ForgottenOnAnEarlyReturn(Request request, Vnode node)
    {
        {|DDI2002:Acquire(request, node)|};
        if (node.Bad)
        {
            return;
        }

        Release(request);
    }

    public void TwoAfterEachOther(Request request, Vnode a, Vnode b)
    {
        Acquire(request, a);
        Release(request);
        Acquire(request, b);
        Release(request);
    }

    public void OneOfTwo(Request request, Vnode a, Vnode b)
    {
        Vnode chosen = a.Bad ? a : b;
        Acquire(request, chosen);
        Release(request);
    }

    // What the member holds when nothing was acquired is the caller's affair.
    public void AcquiredOnOneWay(Request request, Vnode node)
    {
        if (node.Bad)
        {
            Acquire(request, node);
        }

        node.Count++;
        Release(request);
    }

    public void TriedAndReleasedInFinally(Request request, Vnode node)
    {
        try
        {
            if (!TryAcquire(request, node))
            {
                return;
            }

            node.Count++;
        }
        finally
        {
            Release(request);
        }
    }

    public void StoredHere(Request request, Vnode a, Vnode b)
    {
        FltAcquireResourceExclusive(a.Lock);
        request.Held = a;
        Release(request);
        FltAcquireResourceExclusive(b.Lock);
        request.Held = b;
        Release(request);
    }

    public void CopiedBack(Request request, Vnode node)
    {
        Acquire(request, node);
        Vnode? held = request.Held;
        request.Held = null;
        FltReleaseResource(held!.Lock);
    }

    public void Handed(Request request, Vnode a, Vnode b)
    {
        Acquire(request, a);
        Switch(request, b);
        Release(request);
    }

    public void FoundByAHelper(Request request)
    {
        if (Lookup(request))
        {
            request.Held!.Count++;
            Release(request);
        }
    }

    public void FoundAndForgotten(Request request)
    {
        if ({|DDI2002:Lookup(request)|})
        {
            if (request.Held!.Bad)
            {
                return;
            }

            Release(request);
        }
    }

    public void InAFieldOfItsOwn(Vnode a, Vnode b)
    {
        Begin(a);
        if (a.Bad)
        {
            End();
            Begin(b);
        }

        a.Count++;
        End();
    }

    public void ForgottenInAField(Vnode node)
    {
        {|DDI2002:Begin(node)|};
        if (node.Bad)
        {
            return;
        }

        End();
    }

    public void OneAfterTheOther(Vnode first)
    {
        for (Vnode? node = first; node != null; node = node.Next)
        {
            Begin(node);
            node.Count++;
            End();
        }
    }

    public void UntilTheLast(Vnode first)
    {
        Vnode node = first;
        while (true)
        {
            Begin(node);
            if (node.Next == null)
            {
                break;
            }

            End();
            node = node.Next;
        }

        End();
    }

    // Somebody else may have stored something else meanwhile.
    public void ChangedInBetween(Vnode node)
    {
        FltAcquireResourceExclusive(node.Lock);
        _current = node;
        Change();
        FltReleaseResource(_current!.Lock);
    }

    private void Change() => _current = _root;

    private void Begin(Vnode node)
    {
        FltAcquireResourceExclusive(node.Lock);
        _current = node;
    }

    private void End()
    {
        FltReleaseResource(_current!.Lock);
        _current = null;
    }

    private bool Lookup(Request request)
    {
        Vnode? node = _root;
        if (node == null)
        {
            return false;
        }

        Acquire(request, node);
        return true;
    }

    private static void Switch(Request request, Vnode node)
    {
        Vnode? old = request.Held;
        FltAcquireResourceExclusive(node.Lock);
        request.Held = node;
        if (old != null)
        {
            FltReleaseResource(old.Lock);
        }
    }

    private static bool TryAcquire(Request request, Vnode node)
    {
        if (node.Bad)
        {
            return false;
        }

        FltAcquireResourceExclusive(node.Lock);
        request.Held = node;
        return true;
    }

    private static void Acquire(Request request, Vnode node)
    {
        FltAcquireResourceExclusive(node.Lock);
        request.Held = node;
    }

    private static void Release(Request request)
    {
        if (request.Held is { } node)
        {
            request.Held = null;
            FltReleaseResource(node.Lock);
        }
    }
}
