using System.Globalization;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>The IRQL names of the contract files.</summary>
internal static class IrqlLevels
{
    /// <summary>
    /// The numbers a level name stands for. All are one number but <c>DIRQL</c>, which is any device level: 3 to 30, so that it is the
    /// lowest device level where it is a minimum and the highest where it is a maximum.
    /// </summary>
    public static bool TryParse(string text, out byte lowest, out byte highest)
    {
        (lowest, highest) = text switch
        {
            "PASSIVE" or "PASSIVE_LEVEL" => ((byte)0, (byte)0),
            "APC" or "APC_LEVEL" => ((byte)1, (byte)1),
            "DISPATCH" or "DISPATCH_LEVEL" => ((byte)2, (byte)2),
            "DIRQL" => ((byte)3, (byte)30),
            "HIGH" or "HIGH_LEVEL" => ((byte)31, (byte)31),
            _ => (byte.MaxValue, byte.MaxValue),
        };
        if (lowest != byte.MaxValue)
        {
            return true;
        }

        bool isNumber = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out lowest) && lowest <= 31;
        highest = lowest;
        return isNumber;
    }

    public static string Expected(string text) => $"'{text}' is not an IRQL: PASSIVE, APC, DISPATCH, DIRQL, HIGH or a number from 0 to 31";
}
