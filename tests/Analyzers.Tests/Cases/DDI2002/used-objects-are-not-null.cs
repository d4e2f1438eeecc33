// Behind a use of its object a variable is not null, whatever it is compared with later.

public sealed class Part
{
    internal bool Flag;
}

public sealed class Whole
{
    internal readonly ERESOURCE Lock = new();
    internal readonly Part Part = new();
    internal bool Bad;
}

public sealed class UsedObjectsAreNotNull
{
    public static void ReleasedWhenThereIsAPart(Whole whole)
    {
        Part? part = null;
        if (whole.Bad)
        {
            goto Cleanup;
        }

        part = whole.Part;
        FltAcquireResourceExclusive(whole.Lock);
        if (part.Flag)
        {
            goto Cleanup;
        }

        part.Flag = true;

    Cleanup:
        if (part != null)
        {
            FltReleaseResource(whole.Lock);
        }
    }

    public static void UsedOnOneWayOnly(Whole whole, Part? part)
    {
        {|DDI2002:FltAcquireResourceExclusive(whole.Lock)|};
        if (!whole.Bad)
        {
            part!.Flag = true;
        }

        if (part != null)
        {
            FltReleaseResource(whole.Lock);
        }
    }
}
