// A lock that is handed out is handed out by reference.
internal sealed class Gates
{
    private readonly EX_PUSH_LOCK[] _all = new EX_PUSH_LOCK[4];
    private EX_PUSH_LOCK _names;

    internal EX_PUSH_LOCK Names => {|DDI3008:_names|};

    internal EX_PUSH_LOCK First
    {
        get
        {
            return {|DDI3008:_all[0]|};
        }
    }

    private EX_PUSH_LOCK Of(int index)
    {
        return {|DDI3008:_all[index & 3]|};
    }
}
