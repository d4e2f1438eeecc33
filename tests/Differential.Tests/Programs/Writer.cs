using System.Globalization;
using System.Text;

namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>
/// A program as C#. Every routine stands on a line of its own: the line is how an execution and a diagnostic name the same call. For execution the public method marks
/// its calls of procedures, on the same line, since a diagnostic about what a procedure does stands there; loops ask for their rounds,
/// and inequalities for their outcome.
/// </summary>
public sealed class Writer
{
    private static readonly string[] s_inputs = ["a", "b", "c", "n", "on", "true", "false"];

    private readonly bool _executes;
    private readonly bool _numbers;
    private int _work;
    private bool _marks;

    private Writer(bool executes, bool numbers) => (_executes, _numbers) = (executes, numbers);

    /// <summary>The source of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="executes">Whether to mark calls.</param>
    public static string Write(TestProgram program, bool executes = false) => new Writer(executes, numbers: false).Whole(program);

    /// <summary>The source of a program in which each piece of work can be told from the others.</summary>
    public static string WriteNumbered(TestProgram program) => new Writer(executes: false, numbers: true).Whole(program);

    private string Whole(TestProgram program)
    {
        var text = new StringBuilder();
        _marks = _executes;
        text.Append(CultureInfo.InvariantCulture, $$"""
            public sealed class {{program.Name}}
            {
                private readonly ERESOURCE _r0 = new();
                private readonly ERESOURCE _r1 = new();
                private EX_PUSH_LOCK _p0;
                private int _count;

            """);
        text.AppendLine();
        Method(text, "public void Run(bool a, bool b, bool c, int n)", program.Body);
        _marks = false;
        foreach (Procedure procedure in program.Procedures)
        {
            text.AppendLine();
            Method(text, $"private {(procedure.ReturnsBool ? "bool" : "void")} {procedure.Name}({(procedure.TakesFlag ? "bool on" : "")})", procedure.Body);
        }

        return text.AppendLine("}").ToString();
    }

    private void Method(StringBuilder text, string signature, Block body)
    {
        text.Append("    ").AppendLine(signature).AppendLine("    {");
        foreach (string local in Locals(body).Distinct().Except(s_inputs).Order(StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"        bool {local} = false;");
        Lines(text, body, 2);
        text.AppendLine("    }");
    }

    private static IEnumerable<string> Locals(Block block) => block.SelectMany(static statement => (statement switch
    {
        Call { Result: { } result } => [result],
        Invoke invoke => Names(invoke.Argument).Concat(invoke.Result is { } result ? [result] : []),
        Assign assign => Names(assign.Value).Append(assign.Name),
        If test => Names(test.Condition),
        Return exit => Names(exit.Value),
        _ => [],
    }).Concat(statement.Blocks.SelectMany(Locals)));

    private static IEnumerable<string> Names(Condition? condition) => condition switch
    {
        Flag flag => [flag.Name],
        Not not => Names(not.Operand),
        Both both => Names(both.Left).Concat(Names(both.Right)),
        Either either => Names(either.Left).Concat(Names(either.Right)),
        Asked asked => Names(asked.Argument),
        _ => [],
    };

    private void Lines(StringBuilder text, Block block, int depth)
    {
        foreach (Statement statement in block)
            Line(text, statement, depth);
    }

    private void Line(StringBuilder text, Statement statement, int depth)
    {
        string pad = new(' ', depth * 4);
        switch (statement)
        {
            case If test:
                Compound(text, pad, $"if ({Text(test.Condition)})", test.Then, depth);
                if (test.Else is not null)
                    Compound(text, pad, "else", test.Else, depth);
                break;
            case Repeat loop:
                Compound(text, pad, $"for (int {loop.Counter} = 0; {loop.Counter} < {(_executes && loop.Bound == "n" ? "Rounds(n)" : loop.Bound)}; {loop.Counter}++)", loop.Body, depth);
                break;
            case Attempt attempt:
                Compound(text, pad, "try", attempt.Body, depth);
                if (attempt.Catch is not null)
                    Compound(text, pad, "catch (InvalidOperationException)", attempt.Catch, depth);
                if (attempt.Finally is not null)
                    Compound(text, pad, "finally", attempt.Finally, depth);
                break;
            case Choose choose:
                Switch(text, pad, choose, depth);
                break;
            default:
                text.Append(pad).AppendLine(Simple(statement));
                break;
        }
    }

    private void Compound(StringBuilder text, string pad, string head, Block body, int depth)
    {
        text.Append(pad).AppendLine(head).Append(pad).AppendLine("{");
        Lines(text, body, depth + 1);
        text.Append(pad).AppendLine("}");
    }

    private void Switch(StringBuilder text, string pad, Choose choose, int depth)
    {
        text.Append(pad).AppendLine("switch (n)").Append(pad).AppendLine("{");
        foreach ((string label, Block body) in new[] { ("case 0:", choose.Zero), ("case 1:", choose.One), ("default:", choose.Other) })
        {
            Compound(text, pad + "    ", label, body, depth + 1);
            text.Append(pad).AppendLine("        break;");
        }

        text.Append(pad).AppendLine("}");
    }

    private string Simple(Statement statement) => statement switch
    {
        Call { Result: null } call => $"{Text(call.Use)};",
        Call call => $"{call.Result} = {Text(call.Use)};",
        Invoke { Result: null } invoke => $"{(_marks ? "At(); " : "")}{Text(invoke.Name, invoke.Argument)};",
        Invoke invoke => $"{(_marks ? "At(); " : "")}{invoke.Result} = {Text(invoke.Name, invoke.Argument)};",
        Assign assign => $"{assign.Name} = {Text(assign.Value)};",
        Work => _numbers ? $"_count += {++_work};" : "_count++;",
        Return { Value: null } => "return;",
        Return exit => $"return {Text(exit.Value!)};",
        Throw => "throw new InvalidOperationException();",
        Break => "break;",
        Continue => "continue;",
        Goto jump => $"goto {jump.Label};",
        Label label => $"{label.Name}: ;",
        _ => throw new NotSupportedException(statement.ToString()),
    };

    private string Text(Condition condition) => condition switch
    {
        Flag flag => flag.Name,
        Compare { Text: "n > 0" } when _executes => "IsMore(n > 0)",
        Compare { Text: "n < 2" } when _executes => "IsLess(n < 2)",
        Compare compare => compare.Text,
        Not { Operand: Flag or Taken or Asked } not => $"!{Text(not.Operand)}",
        Not not => $"!({Text(not.Operand)})",
        Both both => $"{Grouped(both.Left)} && {Grouped(both.Right)}",
        Either either => $"{Grouped(either.Left)} || {Grouped(either.Right)}",
        Taken taken => Text(taken.Use),
        Asked asked => _marks ? $"(At() & {Text(asked.Name, asked.Argument)})" : Text(asked.Name, asked.Argument),
        _ => throw new NotSupportedException(condition.ToString()),
    };

    private string Grouped(Condition condition) => condition is Both or Either ? $"({Text(condition)})" : Text(condition);

    private string Text(string procedure, Condition? argument) => $"{procedure}({(argument is null ? "" : Text(argument))})";

    private static string Text(Use use) => $"{use.Routine.Name}({string.Join(", ", Arguments(use))})";

    private static IEnumerable<string> Arguments(Use use)
    {
        if (use.Routine.Thing == Thing.Resource)
            yield return $"_r{use.Lock}";
        else if (use.Routine.Thing == Thing.PushLock)
            yield return $"ref _p{use.Lock}";
        if (use.Routine.TakesWait)
            yield return use.Wait ? "true" : "false";
        if (use.Routine.Name == "ExReleaseResourceForThreadLite")
            yield return "ExGetCurrentResourceThread()";
    }
}
