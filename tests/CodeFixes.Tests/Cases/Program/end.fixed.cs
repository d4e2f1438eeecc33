// Top-level statements end where the types begin.
Gate gate = new();
FltAcquireResourceShared(gate.Resource);
Console.WriteLine(args.Length);
FltReleaseResource(gate.Resource);

internal sealed class Gate
{
    public readonly ERESOURCE Resource = new();
}
