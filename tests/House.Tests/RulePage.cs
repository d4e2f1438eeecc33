using System.Collections.Immutable;
using DdiCompliance.Testing;

namespace DdiCompliance.House.Tests;

/// <summary>
/// A rule's page, <c>docs/rules/DDI1001.md</c>: the heading <c># id name</c>, a table of facts (Severity, Fix, Kernel), and the sections
/// <c>## Violates</c> and <c>## Clean</c> whose examples are executed.
/// </summary>
internal sealed record RulePage(string Heading, ImmutableDictionary<string, string> Facts, ImmutableArray<PageExample> Violates, ImmutableArray<PageExample> Clean)
{
    /// <summary>Reads a page.</summary>
    public static RulePage Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        var facts = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (string[] cells in lines.Where(static line => line.StartsWith('|')).Select(static line => line.Trim('|', ' ').Split('|', 2, StringSplitOptions.TrimEntries)))
        {
            if (cells.Length == 2)
            {
                facts[cells[0]] = cells[1];
            }
        }

        return new RulePage(lines.FirstOrDefault() ?? "", facts.ToImmutable(), [.. PageExample.In(lines, "## Violates")], [.. PageExample.In(lines, "## Clean")]);
    }
}

/// <summary>One example of a page: C# with the contract rows and the options in front of it.</summary>
internal sealed record PageExample(string Code, string Contracts, string Options)
{
    // What an example without a type of its own may use.
    private const string Wrapper = "sealed class Example { private readonly ERESOURCE _resource = new(); private EX_PUSH_LOCK _pushLock;\n";

    private const string ContractFile = "page.ddi-contracts";

    /// <summary>The examples of a section: each C# block closes one, rows and options before it belong to it.</summary>
    public static IEnumerable<PageExample> In(string[] lines, string heading)
    {
        var open = new PageExample("", "", "");
        int at = Array.IndexOf(lines, heading);
        for (int i = at + 1; at >= 0 && i < lines.Length && !lines[i].StartsWith("## ", StringComparison.Ordinal); i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int end = Array.IndexOf(lines, "```", i + 1);
            string text = string.Concat(lines[(i + 1)..end].Select(static line => line + "\n"));
            switch (lines[i][3..])
            {
                case "ddi-contracts":
                    open = open with { Contracts = text };
                    break;
                case "editorconfig":
                    open = open with { Options = text };
                    break;
                case "csharp":
                    yield return open with { Code = text };
                    open = new PageExample("", "", "");
                    break;
            }

            i = end;
        }

        if (open.Contracts.Length > 0 || open.Options.Length > 0)
        {
            yield return open;
        }
    }

    /// <summary>The case it stands for.</summary>
    public AnnotatedCase ToCase(string name)
    {
        string options = string.Concat(Options.Split('\n').Where(static line => line.Contains('=')).Select(static line => $"//! option {line}\n"));
        string additional = Contracts.Length == 0 ? "" : $"//! additional {ContractFile}\n{Contracts}";
        return CaseReader.Parse($"{options}//! file {name}.cs\n{Compiled}{additional}", name);
    }

    /// <summary>Where the page says a diagnostic is: a comment that starts with a rule's id, on its line.</summary>
    public IEnumerable<string> Expected(string name) => Claims(Compiled, $"{name}.cs", "// ").Concat(Claims(Contracts, ContractFile, "# ")).Order(StringComparer.Ordinal);

    private string Compiled => Code.Contains("class ", StringComparison.Ordinal) || Code.Contains("struct ", StringComparison.Ordinal) || Code.Length == 0
        ? Code
        : $"{Wrapper}{Code}}}\n";

    private static IEnumerable<string> Claims(string text, string file, string comment) => text.Split('\n').SelectMany((line, index) =>
        line.Split(comment + "DDI").Skip(1).Select(claim => $"{file}({index + 1}): DDI{claim[..4]}"));
}
