namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>One row of the result: what was measured, what it has to be.</summary>
/// <param name="Row">What is measured, with its unit.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Limit">The gate.</param>
/// <param name="AtMost">Whether the gate is an upper limit.</param>
/// <param name="Note">Windows kept, or how the value came about.</param>
internal sealed record Gate(string Row, double Value, double Limit, bool AtMost, string Note = "")
{
    public bool Passes => AtMost ? Value <= Limit : Value >= Limit;

    public string Verdict => double.IsNaN(Value) ? "not measured" : Passes ? "pass" : "**FAIL**";

    public static Gate Most(string row, double value, double limit, string note = "") => new(row, value, limit, AtMost: true, note);

    public static Gate Least(string row, double value, double limit, string note = "") => new(row, value, limit, AtMost: false, note);
}
