using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Reads a routine row (or the shared clauses of an <c>each</c> row) into a contract. What is wrong is added to the errors; then there is no contract.</summary>
internal sealed partial class RoutineReader
{
    private readonly RowSyntax _row;
    private readonly IReadOnlyDictionary<string, LockFamily> _families;
    private readonly ImmutableArray<ContractError>.Builder _errors;
    private readonly PlaceReader _places;
    private readonly List<LockOperation> _locks = [];
    private readonly HashSet<string> _seen = [];
    private RoutineContract _contract;
    private Conditional _last;

    /// <summary>An effect of the row is missing because it is wrong: what would belong to it is not wrong as well.</summary>
    private bool _isBroken;

    private RoutineReader(RowSyntax row, IReadOnlyDictionary<string, LockFamily> families, ImmutableArray<ContractError>.Builder errors)
    {
        _row = row;
        _families = families;
        _errors = errors;
        (string? type, string name) = Split(row.Kind == RowKind.Routine ? row.Name.Text : "each");
        ImmutableArray<string> parameters = row.Parameters.IsDefault
            ? default
            : ImmutableArray.CreateRange(row.Parameters, static p => p.Name.Text.TrimStart('@'));
        _contract = new RoutineContract { Name = name, TypeName = type, Parameters = parameters };
        _places = new PlaceReader(parameters, type is not null, errors);
    }

    /// <summary>The effect that a following <c>when</c> makes conditional.</summary>
    private enum Conditional
    {
        None,
        Lock,
        Region,
        Irql,
    }

    public static RoutineContract? Read(RowSyntax row, IReadOnlyDictionary<string, LockFamily> families, ImmutableArray<ContractError>.Builder errors)
    {
        int before = errors.Count;
        RoutineReader reader = new(row, families, errors);
        foreach (Clause clause in row.Clauses)
        {
            reader.Apply(clause);
        }

        reader.Finish();
        return errors.Count == before ? reader._contract : null;
    }

    /// <summary>Splits <c>Namespace.Type.Method</c>; a constructor is written <c>Namespace.Type.new</c>.</summary>
    public static (string? Type, string Name) Split(string name)
    {
        int dot = name.LastIndexOf('.');
        string simple = name.Substring(dot + 1);
        return dot < 0 ? (null, name) : (name.Substring(0, dot), simple == "new" ? ".ctor" : simple);
    }

    private void Apply(Clause clause)
    {
        if (_row.Kind == RowKind.Each && clause.Word.Text is not ("origin" or "irql" or "requires" or "blocks" or "never-returns" or "source"))
        {
            Fail(clause.Word, $"'{clause.Word.Text}' cannot be shared: each takes origin, irql, requires, blocks, never-returns and source");
            return;
        }

        if (!ApplyLock(clause) && !ApplyModifier(clause) && !ApplySurroundings(clause) && !ApplyFact(clause))
        {
            Fail(clause.Word, $"unknown clause '{clause.Word.Text}'");
            _isBroken = true;
        }
    }

    private bool ApplySurroundings(Clause clause)
    {
        switch (clause.Word.Text)
        {
            case "requires" when Once(clause) && Count(clause, 1):
                _contract = _contract with { Apc = Requirement(clause.Arguments[0].First) };
                return true;
            case "enters" when Count(clause, 1):
                Region(clause, +1);
                return true;
            case "leaves" when Count(clause, 1):
                Region(clause, -1);
                return true;
            case "irql" when Once(clause) && Count(clause, 1):
                (byte min, byte max) = LevelRange(clause.Arguments[0]);
                _contract = _contract with { IrqlMin = min, IrqlMax = max };
                return true;
            case "irql-waiting" when Once(clause) && Count(clause, 2):
                _contract = _contract with { WaitingIrqlMax = LevelRange(clause.Arguments[0]).Max, WaitingTimeout = Place(clause, 1) };
                return true;
            case "raises" when Count(clause, 1):
                Raise(clause);
                return true;
            case "lowers" when Count(clause, 1):
                SetIrql(clause.Word, _contract with { Irql = IrqlEffect.LowerToArgument, IrqlArgument = Place(clause, 0) });
                return true;
            case "restores-irql" when Count(clause, 0):
                SetIrql(clause.Word, _contract with { Irql = IrqlEffect.RestoreSaved });
                return true;
            case "saves-irql" when Once(clause) && Count(clause, 1):
                _contract = _contract with { IrqlSavedTo = Place(clause, 0) };
                return true;
            case "requires" or "enters" or "leaves" or "irql" or "irql-waiting" or "raises" or "lowers" or "restores-irql" or "saves-irql":
                return true;
            default:
                return false;
        }
    }

    private bool ApplyFact(Clause clause)
    {
        switch (clause.Word.Text)
        {
            case "never-returns" when Count(clause, 0, 1):
                _contract = _contract with { NeverReturns = true, Raises = clause.HasArguments ? Joined(clause.Arguments[0]) : null };
                return true;
            case "fails-with" when Once(clause) && Count(clause, 1):
                _contract = _contract with { FailsWith = clause.Arguments[0].First.Text };
                return true;
            case "blocks" when Count(clause, 0):
                _contract = _contract with { Blocks = true };
                return true;
            case "returns" when Count(clause, 1) && OneOf(clause, "current-thread"):
                _contract = _contract with { ReturnsCurrentThread = true };
                return true;
            case "tests" when Count(clause, 1) && OneOf(clause, "success", "in-region", "all-apcs-disabled", "system-thread"):
                _contract = clause.Arguments[0].First.Text switch
                {
                    "success" => _contract with { TestsSuccess = true },
                    "in-region" => _contract with { ApcTest = ApcTest.InRegion },
                    "system-thread" => _contract with { ApcTest = ApcTest.SystemThread },
                    _ => _contract with { ApcTest = ApcTest.AllApcsDisabled },
                };
                return true;
            case "runs" when Count(clause, 2):
                _contract = _contract with { Runs = _contract.Runs.Add((Place(clause, 0), clause.Arguments[1].First.Text)) };
                return true;
            case "alias-of" when Once(clause) && Count(clause, 1):
                _contract = _contract with { AliasOf = clause.Arguments[0].First.Text };
                return true;
            case "combined" when Once(clause) && Count(clause, 1):
                _contract = _contract with { CombinedForm = clause.Arguments[0].First.Text };
                return true;
            case "wrapper" when Once(clause) && Count(clause, 1):
                _contract = _contract with { WrapperForm = clause.Arguments[0].First.Text };
                return true;
            case "origin" when Once(clause):
                _contract = _contract with { Origins = ImmutableArray.CreateRange(clause.Arguments, Joined) };
                return true;
            case "source" when Once(clause):
                _contract = _contract with { Source = string.Join(", ", clause.Arguments.Select(Joined)) };
                return true;
            case "never-returns" or "fails-with" or "blocks" or "returns" or "tests" or "runs" or "alias-of" or "combined" or "wrapper" or "origin" or "source":
                return true;
            default:
                return false;
        }
    }

    private static string Joined(Argument argument) => string.Concat(argument.Tokens.Select(static token => token.Text));

    private ContractRef Place(Clause clause, int index) => _places.Read(clause.Arguments[index]);

    /// <summary>Whether a clause that may stand once stands for the first time.</summary>
    private bool Once(Clause clause)
    {
        bool isNew = _seen.Add(clause.Word.Text);
        if (!isNew)
        {
            Fail(clause.Word, $"'{clause.Word.Text}' stands twice in this row");
        }

        return isNew;
    }

    private bool Count(Clause clause, int expected) => Count(clause, expected, expected);

    private bool Count(Clause clause, int least, int most)
    {
        int count = clause.Arguments.Length;
        bool isRight = count >= least && count <= most && (clause.HasArguments || least == 0);
        if (!isRight)
        {
            string number = least == most ? $"{least}" : $"{least} or {most}";
            Fail(clause.Word, most == 0 ? $"'{clause.Word.Text}' takes no argument" : $"'{clause.Word.Text}' takes {number} argument{(most == 1 ? "" : "s")}, not {count}");
        }

        return isRight;
    }

    private bool OneOf(Clause clause, params string[] words)
    {
        Token word = clause.Arguments[0].First;
        bool isKnown = words.Contains(word.Text);
        if (!isKnown)
        {
            Fail(word, $"'{clause.Word.Text}' knows {string.Join(", ", words)}, not '{word.Text}'");
        }

        return isKnown;
    }

    private void Fail(Token at, string message) => _errors.Add(new ContractError(at.Span, message));
}
