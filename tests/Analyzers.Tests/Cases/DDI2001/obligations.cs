// Helpers that release for their caller: the caller must hold, on every path.
internal sealed class Irp
{
    public readonly ERESOURCE Resource = new();
    public int Status;
}

internal sealed class Completion
{
    private readonly ERESOURCE _resource = new();

    public void HeldOnEveryPath(Irp irp, bool write)
    {
        if (write)
        {
            FltAcquireResourceExclusive(irp.Resource);
        }
        else
        {
            FltAcquireResourceShared(irp.Resource);
        }

        Complete(irp, 0);
    }

    public void HeldOnOnePath(Irp irp, bool write)
    {
        if (write)
        {
            FltAcquireResourceExclusive(irp.Resource);
        }

        {|DDI2001:Complete(irp, 0)|};
    }

    public void AnotherIrp(Irp irp, Irp other)
    {
        {|DDI2002:FltAcquireResourceShared(irp.Resource)|};
        {|DDI2001:Complete(other, 0)|};
    }

    public void NegativeStatusKeepsTheLock(Irp irp)
    {
        FltAcquireResourceShared(irp.Resource);
        CompleteOnSuccess(irp, -1);
        FltReleaseResource(irp.Resource);
    }

    public void SuccessReleasesTwice(Irp irp)
    {
        FltAcquireResourceShared(irp.Resource);
        CompleteOnSuccess(irp, 0);
        {|DDI2001:FltReleaseResource(irp.Resource)|};
    }

    public void ResultTells(Irp irp, int status)
    {
        FltAcquireResourceShared(irp.Resource);
        if (!CompleteOnSuccess(irp, status))
        {
            FltReleaseResource(irp.Resource);
        }
    }

    public void DropAndRetake(Irp irp)
    {
        FltAcquireResourceExclusive(_resource);
        WithoutLock(irp);
        FltReleaseResource(_resource);
    }

    private static void Complete(Irp irp, int status)
    {
        irp.Status = status;
        FltReleaseResource(irp.Resource);
    }

    private static bool CompleteOnSuccess(Irp irp, int status)
    {
        irp.Status = status;
        if (status < 0)
        {
            return false;
        }

        FltReleaseResource(irp.Resource);
        return true;
    }

    private void WithoutLock(Irp irp)
    {
        FltReleaseResource(_resource);
        irp.Status = 0;
        FltAcquireResourceExclusive(_resource);
    }
}
