namespace DdiCompliance.Analyzers.Reporting;

/// <summary>The names of IRQLs.</summary>
internal static class Levels
{
    public static string Name(byte level) => level switch
    {
        0 => "PASSIVE_LEVEL",
        1 => "APC_LEVEL",
        2 => "DISPATCH_LEVEL",
        < 15 => "DIRQL",
        _ => "HIGH_LEVEL",
    };
}
