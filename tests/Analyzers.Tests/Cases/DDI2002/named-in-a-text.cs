//! option ddi_compliance.tables = ddi, dotnet

// nameof is neither a call nor a delegate: whoever logs the name of a method does not call it.
public class Service
{
    private readonly object _gate = new();
    private int _count;

    public bool Leaks(bool isBusy)
    {
        {|DDI2002:Monitor.Enter(_gate)|};
        if (isBusy)
        {
            Console.WriteLine(nameof(Leaks));
            return false;
        }

        _count++;
        Monitor.Exit(_gate);
        return true;
    }

    public void Log() => Console.WriteLine(nameof(Leaks) + nameof(Right));

    public void Right()
    {
        Monitor.Enter(_gate);
        _count++;
        Monitor.Exit(_gate);
    }
}
