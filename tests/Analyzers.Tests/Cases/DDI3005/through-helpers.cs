// Tear-down helpers, and what may still be called after them.
internal sealed class Device
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public void UsedAfterTearDown()
    {
        TearDown();
        {|DDI3005:Touch()|};
    }

    public void UsedBeforeTearDown()
    {
        Touch();
        TearDown();
    }

    public void SetUpAgain()
    {
        TearDown();
        SetUp();
        Touch();
    }

    public void TornDownOnOnePath(bool last)
    {
        if (last)
        {
            TearDown();
        }

        {|DDI3005:Touch()|};
    }

    public void TornDownAtTheEnd(bool last)
    {
        Touch();
        if (last)
        {
            TearDown();
        }
    }

    private void SetUp() => ExInitializeResourceLite(_resource);

    private void TearDown() => ExDeleteResourceLite(_resource);

    private void Touch()
    {
        FltAcquireResourceExclusive(_resource);
        _value++;
        FltReleaseResource(_resource);
    }
}
