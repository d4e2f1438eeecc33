// Helpers that acquire and then raise: a handler of that type catches what it passes on, and so does the caller's.
using System.Diagnostics.CodeAnalysis;

public sealed class Block
{
    public ERESOURCE Resource = new();
    public int Errors;
}

public sealed class StatusRaised : Exception
{
    public StatusRaised(int status) => Status = status;

    public int Status { get; }
}

public static class Verified
{
    public static void Query(Block block)
    {
        FsRtlEnterFileSystem();
        try
        {
            if (AcquireVerified(block))
            {
                ExReleaseResourceLite(block.Resource);
            }
        }
        catch (StatusRaised)
        {
            block.Errors = 0;
        }

        FsRtlExitFileSystem();
    }

    private static bool AcquireVerified(Block block)
    {
        ExAcquireResourceSharedLite(block.Resource, true);
        try
        {
            Verify(block);
        }
        catch (StatusRaised)
        {
            ExReleaseResourceLite(block.Resource);
            throw;
        }

        return true;
    }

    public static void QueryForgetful(Block block)
    {
        FsRtlEnterFileSystem();
        try
        {
            if ({|DDI2002:AcquireForgetful(block)|})
            {
                ExReleaseResourceLite(block.Resource);
            }
        }
        catch (StatusRaised)
        {
            block.Errors = 0;
        }

        FsRtlExitFileSystem();
    }

    private static bool AcquireForgetful(Block block)
    {
        ExAcquireResourceSharedLite(block.Resource, true);
        try
        {
            Verify(block);
        }
        catch (StatusRaised)
        {
            throw;
        }

        return true;
    }

    public static int Count(Block block)
    {
        {|DDI2003:FltAcquireResourceShared(block.Resource)|};
        Verify(block);
        int errors = block.Errors;
        FltReleaseResource(block.Resource);
        return errors;
    }

    public static int CountSafely(Block block)
    {
        FltAcquireResourceShared(block.Resource);
        try
        {
            Verify(block);
            return block.Errors;
        }
        finally
        {
            FltReleaseResource(block.Resource);
        }
    }

    private static void Verify(Block block)
    {
        if (block.Errors > 0)
        {
            Raise(block.Errors);
        }
    }

    [DoesNotReturn]
    private static void Raise(int status) => throw new StatusRaised(status);
}
