using System.Text;

namespace DdiCompliance.Testing;

/// <summary>Two texts, line by line: what only one of them has.</summary>
public static class TextDifference
{
    private const int Shown = 40;

    /// <summary>Lines with <c>-</c> are only expected, lines with <c>+</c> only actual; the rest is common context.</summary>
    public static string Describe(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int[,] common = CommonSuffixes(left, right);
        var text = new StringBuilder();
        int shown = 0;
        for (int i = 0, j = 0; (i < left.Length || j < right.Length) && shown < Shown;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                i++;
                j++;
                continue;
            }

            bool isRemoved = j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(isRemoved ? $"  {i + 1,4} - {left[i++]}\n" : $"  {j + 1,4} + {right[j++]}\n");
            shown++;
        }

        return text.ToString();
    }

    // Length of the longest common subsequence of the lines from (i, j) on. The texts are cases: a few hundred lines.
    private static int[,] CommonSuffixes(string[] left, string[] right)
    {
        int[,] common = new int[left.Length + 1, right.Length + 1];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            for (int j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
