using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.States;

/// <summary>
/// A name for a place: a root and a chain of members from it. Two equal paths name the same lock as long as no link is reassigned;
/// two different paths may still name the same lock, and nothing is ever reported on that possibility.
/// </summary>
internal sealed class AccessPath : IEquatable<AccessPath>
{
    private readonly int _hash;

    private AccessPath(PathKind kind, AccessPath? parent, ISymbol? symbol, object? key, ImmutableArray<AccessPath> arguments)
    {
        Kind = kind;
        Parent = parent;
        Symbol = symbol;
        Key = key;
        Arguments = arguments;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Size = 1 + (parent?.Size ?? 0);
        int hash = (int)kind;
        hash = (hash * 31) + (parent?._hash ?? 0);
        hash = (hash * 31) + (symbol is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(symbol));
        hash = (hash * 31) + (key?.GetHashCode() ?? 0);
        foreach (AccessPath argument in arguments)
        {
            hash = (hash * 31) + argument._hash;
            Size += argument.Size;
        }

        _hash = hash;
    }

    public PathKind Kind { get; }

    public AccessPath? Parent { get; }

    public ISymbol? Symbol { get; }

    /// <summary>The constant, number or token of links that have no symbol.</summary>
    public object? Key { get; }

    public ImmutableArray<AccessPath> Arguments { get; }

    public int Depth { get; }

    /// <summary>Number of links, those of the arguments included.</summary>
    public int Size { get; }

    public AccessPath Root => Parent is null ? this : Parent.Root;

    public static readonly AccessPath This = new(PathKind.This, null, null, null, ImmutableArray<AccessPath>.Empty);

    public static readonly AccessPath Return = new(PathKind.Return, null, null, null, ImmutableArray<AccessPath>.Empty);

    public static AccessPath Parameter(IParameterSymbol symbol) => OfSymbol(PathKind.Parameter, symbol);

    public static AccessPath Local(ISymbol symbol) => OfSymbol(PathKind.Local, symbol);

    public static AccessPath Static(ISymbol symbol) => OfSymbol(PathKind.Static, symbol);

    public static AccessPath Capture(object id) => OfKey(PathKind.Capture, id);

    public static AccessPath Result(int number) => OfKey(PathKind.Result, number);

    public static AccessPath Token(string name) => OfKey(PathKind.Token, name);

    public static AccessPath Constant(object? value) => OfKey(PathKind.Constant, value ?? "null");

    /// <summary>An operator over values that are themselves paths, so that equal expressions are one name.</summary>
    public static AccessPath Operator(string name, params AccessPath[] operands)
        => new(PathKind.Operator, null, null, name, ImmutableArray.Create(operands));

    public static AccessPath Call(ISymbol method, AccessPath? receiver, ImmutableArray<AccessPath> arguments)
        => new(PathKind.Call, receiver, method, null, arguments);

    /// <summary>A path put together again from its parts.</summary>
    public static AccessPath Restore(PathKind kind, AccessPath? parent, ISymbol? symbol, object? key, ImmutableArray<AccessPath> arguments)
        => new(kind, parent, symbol, key, arguments);

    public AccessPath Member(ISymbol member) => new(PathKind.Member, this, member, null, ImmutableArray<AccessPath>.Empty);

    public AccessPath Index(ImmutableArray<AccessPath> indices) => new(PathKind.Index, this, null, null, indices);

    public AccessPath AtEntry() => new(PathKind.Entry, this, null, null, ImmutableArray<AccessPath>.Empty);

    public AccessPath Elements() => new(PathKind.Elements, this, null, null, ImmutableArray<AccessPath>.Empty);

    /// <summary>The path with one of its links, from the root on, replaced.</summary>
    public AccessPath Replace(AccessPath link, AccessPath replacement)
        => Equals(link) ? replacement : Parent is null || Depth <= link.Depth ? this : Parent.Replace(link, replacement) is { } parent && !ReferenceEquals(parent, Parent) ? WithParent(parent) : this;

    public AccessPath WithParent(AccessPath parent) => new(Kind, parent, Symbol, Key, Arguments);

    private bool IsReceiver => Kind == PathKind.This || (Kind == PathKind.Local && Symbol is IMethodSymbol);

    /// <summary>Whether the value exists before the method runs: a parameter or what is computed from parameters, something shared, or a member of a structure that is passed in.</summary>
    public bool IsFromOutside => Kind == PathKind.Parameter || IsShared || (Parent is not null && Root.Kind is PathKind.This or PathKind.Parameter)
        || (Kind == PathKind.Operator && Arguments.Any(a => a.Kind == PathKind.Parameter) && Arguments.All(a => a.Kind is PathKind.Parameter or PathKind.Constant));

    /// <summary>Whether the value can be changed by code outside the method (so that a test of it is only presumed to hold).</summary>
    public bool IsShared
    {
        get
        {
            for (AccessPath? link = this; link is not null; link = link.Parent)
            {
                if (link.Kind is PathKind.Index or PathKind.Static or PathKind.Call or PathKind.Elements
                    || (link.Kind == PathKind.Member && link.Symbol!.ContainingType is not { IsValueType: true }))
                {
                    return true;
                }

                foreach (AccessPath argument in link.Arguments)
                {
                    if (argument.IsShared)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Whether the path stands for the same place in all elements of a collection.</summary>
    public bool IsBulk => Kind == PathKind.Elements || Parent?.IsBulk == true;

    /// <summary>Whether any link or argument of the path is <paramref name="other"/>.</summary>
    public bool Mentions(AccessPath other)
    {
        for (AccessPath? link = this; link is not null; link = link.Parent)
        {
            if (link.Equals(other))
            {
                return true;
            }

            foreach (AccessPath argument in link.Arguments)
            {
                if (argument.Mentions(other))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether any link or argument of the path is reached through the member <paramref name="symbol"/>.</summary>
    public bool GoesThrough(ISymbol symbol)
    {
        for (AccessPath? link = this; link is not null; link = link.Parent)
        {
            if (link.Symbol is not null && SymbolEqualityComparer.Default.Equals(link.Symbol, symbol))
            {
                return true;
            }

            foreach (AccessPath argument in link.Arguments)
            {
                if (argument.GoesThrough(symbol))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The path with its roots replaced, or null when <paramref name="root"/> has no answer for one of them.</summary>
    public AccessPath? Substitute(Func<AccessPath, AccessPath?> root)
    {
        AccessPath? parent = null;
        if (Parent is null)
        {
            if (Kind is not (PathKind.Call or PathKind.Operator))
            {
                return root(this);
            }
        }
        else
        {
            parent = Parent.Substitute(root);
            if (parent is null)
            {
                return null;
            }
        }

        if (Arguments.IsEmpty)
        {
            return ReferenceEquals(parent, Parent) ? this : new AccessPath(Kind, parent, Symbol, Key, Arguments);
        }

        ImmutableArray<AccessPath>.Builder arguments = ImmutableArray.CreateBuilder<AccessPath>(Arguments.Length);
        foreach (AccessPath argument in Arguments)
        {
            AccessPath? replaced = argument.Substitute(root);
            if (replaced is null)
            {
                return null;
            }

            arguments.Add(replaced);
        }

        return new AccessPath(Kind, parent, Symbol, Key, arguments.MoveToImmutable());
    }

    public bool Equals(AccessPath? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || Kind != other.Kind || Depth != other.Depth || Arguments.Length != other.Arguments.Length)
        {
            return false;
        }

        if (!SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) || !Equals(Key, other.Key))
        {
            return false;
        }

        for (int i = 0; i < Arguments.Length; i++)
        {
            if (!Arguments[i].Equals(other.Arguments[i]))
            {
                return false;
            }
        }

        return Parent is null ? other.Parent is null : Parent.Equals(other.Parent);
    }

    public override bool Equals(object? obj) => Equals(obj as AccessPath);

    public override int GetHashCode() => _hash;

    /// <summary>The path as the programmer wrote it, for messages.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Append(text);
        return text.ToString();
    }

    private static AccessPath OfSymbol(PathKind kind, ISymbol symbol) => new(kind, null, symbol, null, ImmutableArray<AccessPath>.Empty);

    private static AccessPath OfKey(PathKind kind, object key) => new(kind, null, null, key, ImmutableArray<AccessPath>.Empty);

    private void Append(StringBuilder text)
    {
        if (Parent is not null && !Parent.IsReceiver)
        {
            Parent.Append(text);
            if (Kind is PathKind.Member or PathKind.Call)
            {
                text.Append('.');
            }
        }

        switch (Kind)
        {
            case PathKind.This:
                text.Append("this");
                break;
            case PathKind.Return:
                text.Append("the result");
                break;
            case PathKind.Result:
            case PathKind.Capture:
                text.Append("the value");
                break;
            case PathKind.Token:
                text.Append((string)Key!);
                break;
            case PathKind.Constant:
                text.Append(Convert.ToString(Key, CultureInfo.InvariantCulture));
                break;
            case PathKind.Operator:
                AppendOperand(Arguments[0], text);
                text.Append(' ').Append(SignOf((string)Key!)).Append(' ');
                AppendOperand(Arguments[Arguments.Length - 1], text);
                break;
            case PathKind.Index:
                AppendArguments(text, '[', ']');
                break;
            case PathKind.Entry:
                text.Append("@entry");
                break;
            case PathKind.Elements:
                text.Append("[*]");
                break;
            case PathKind.Call:
                text.Append(Symbol!.Name);
                AppendArguments(text, '(', ')');
                break;
            default:
                text.Append(Symbol!.Name);
                break;
        }
    }

    private static void AppendOperand(AccessPath operand, StringBuilder text)
    {
        bool isNested = operand.Kind == PathKind.Operator;
        text.Append(isNested ? "(" : "");
        operand.Append(text);
        text.Append(isNested ? ")" : "");
    }

    /// <summary>The sign C# has for an operator.</summary>
    private static string SignOf(string name) => name switch
    {
        "Add" => "+",
        "Subtract" => "-",
        "Multiply" => "*",
        "Divide" => "/",
        "Remainder" => "%",
        "And" => "&",
        "Or" => "|",
        "ExclusiveOr" => "^",
        "LeftShift" => "<<",
        "RightShift" => ">>",
        "UnsignedRightShift" => ">>>",
        _ => name,
    };

    private void AppendArguments(StringBuilder text, char open, char close)
    {
        text.Append(open);
        for (int i = 0; i < Arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            Arguments[i].Append(text);
        }

        text.Append(close);
    }
}
