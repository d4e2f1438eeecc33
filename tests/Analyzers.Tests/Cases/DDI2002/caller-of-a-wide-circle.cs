// A caller of methods that call each other in many ways keeps what he holds himself.
public sealed class Circle
{
    private readonly ERESOURCE _lock = new();
    private readonly ERESOURCE _other = new();

    public void Run(int n)
    {
        {|DDI2002:FltAcquireResourceShared(_lock)|};
        M0(n);
    }

    public void Balanced(int n)
    {
        FltAcquireResourceShared(_lock);
        M0(n);
        FltReleaseResource(_lock);
    }

    private void M0(int n)
    {
        if (n > 0)
        {
            FltAcquireResourceShared(_other);
            M0(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M1(n - 2);
        }
    }

    private void M1(int n)
    {
        if (n > 1)
        {
            FltAcquireResourceShared(_other);
            M5(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M2(n - 2);
        }
    }

    private void M2(int n)
    {
        if (n > 2)
        {
            FltAcquireResourceShared(_other);
            M10(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M3(n - 2);
        }
    }

    private void M3(int n)
    {
        if (n > 3)
        {
            FltAcquireResourceShared(_other);
            M3(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M4(n - 2);
        }
    }

    private void M4(int n)
    {
        if (n > 4)
        {
            FltAcquireResourceShared(_other);
            M8(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M5(n - 2);
        }
    }

    private void M5(int n)
    {
        if (n > 5)
        {
            FltAcquireResourceShared(_other);
            M1(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M6(n - 2);
        }
    }

    private void M6(int n)
    {
        if (n > 6)
        {
            FltAcquireResourceShared(_other);
            M6(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M7(n - 2);
        }
    }

    private void M7(int n)
    {
        if (n > 7)
        {
            FltAcquireResourceShared(_other);
            M11(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M8(n - 2);
        }
    }

    private void M8(int n)
    {
        if (n > 8)
        {
            FltAcquireResourceShared(_other);
            M4(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M9(n - 2);
        }
    }

    private void M9(int n)
    {
        if (n > 9)
        {
            FltAcquireResourceShared(_other);
            M9(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M10(n - 2);
        }
    }

    private void M10(int n)
    {
        if (n > 10)
        {
            FltAcquireResourceShared(_other);
            M2(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M11(n - 2);
        }
    }

    private void M11(int n)
    {
        if (n > 11)
        {
            FltAcquireResourceShared(_other);
            M7(n - 1);
            FltReleaseResource(_other);
        }
        else if (n > 0)
        {
            M0(n - 2);
        }
    }
}
