// A lock that is handed out is handed out by reference.
internal sealed class Gates
{
    private readonly EX_PUSH_LOCK[] _all = new EX_PUSH_LOCK[4];
    private EX_PUSH_LOCK _names;

    internal ref EX_PUSH_LOCK Names => ref _names;

    internal ref EX_PUSH_LOCK First
    {
        get
        {
            return ref _all[0];
        }
    }

    private ref EX_PUSH_LOCK Of(int index)
    {
        return ref _all[index & 3];
    }
}
