namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>Order statistics of a sample.</summary>
internal static class Statistics
{
    public static double Quantile(IEnumerable<double> sample, double quantile)
    {
        double[] sorted = [.. sample.Order()];
        double place = quantile * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    public static double Median(IEnumerable<double> sample) => Quantile(sample, 0.5);

    public static double MiddleMean(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(sorted.Length / 4)..(sorted.Length - (sorted.Length / 4))].Average();
    }
}
