//! option ddi_compliance.tables = dotnet
// A class here implements an interface from elsewhere; a loop over some other implementation has nothing to do with it.
public sealed class Settings
{
    private readonly Lock _values = new();
    private Dictionary<string, string>? _loaded;

    public void Import(IDictionary<string, string> source)
    {
        {|DDI2002:_values.Enter()|};
        foreach (KeyValuePair<string, string> one in source)
        {
            Load()[one.Key] = one.Value;
        }

        if (source.Count > 0)
        {
            _values.Exit();
        }
    }

    public string? this[string name]
    {
        get => name;
        set
        {
            lock (_values)
            {
                _loaded = null;
            }
        }
    }

    private static Dictionary<string, string> Load() => new();
}

public sealed class Watchers : IEnumerable<string>
{
    private readonly object _lock = new();
    private string[] _names = Array.Empty<string>();

    public IEnumerator<string> GetEnumerator()
    {
        string[] copy;
        lock (_lock)
        {
            copy = _names;
        }

        return ((IEnumerable<string>)copy).GetEnumerator();
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
