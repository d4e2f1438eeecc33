using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>The presets in the package are generated from the rules, so that none can be forgotten or stale.</summary>
public class PresetTests
{
    private static readonly string s_folder = Repository.PathOf("src", "CodeFixes", "Package", "build", "severities");

    public static TheoryData<string> Modes => [.. Preset.Modes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_preset_says_what_the_rules_say(string mode)
    {
        string? difference = Snapshot.CompareFile(Path.Combine(s_folder, $"{mode}.globalconfig"), Preset.Render(mode, Product.Rules.Values));
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void There_is_no_other_preset() => Assert.Equal(
        Preset.Modes.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(s_folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
}
