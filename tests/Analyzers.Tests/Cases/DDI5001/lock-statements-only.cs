//! option ddi_compliance.tables = dotnet
// Methods that name no routine: their only calls are those of the lock statement.
public sealed class Pair
{
    private readonly object _first = new();
    private readonly object _second = new();
    private int _value;

    public void OneWay()
    {
        lock (_first)
        {
            lock (_second)
            {
                _value++;
            }
        }
    }

    public void TheOther()
    {
        lock (_second)
        {
            lock ({|DDI5001:_first|})
            {
                _value--;
            }
        }
    }
}

public sealed class Values
{
    private readonly object _lock = new();
    private readonly object _other = new();

    public IEnumerable<int> Yields()
    {
        lock (_lock)
        {
            {|DDI4004:yield return 1;|}
        }
    }

    public int Nests()
    {
        lock (_lock)
        {
            return Under();
        }
    }

    private int Under()
    {
        lock (_other)
        {
            return 1;
        }
    }
}
