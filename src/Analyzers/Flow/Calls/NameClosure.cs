using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The names through which a routine with a contract can be reached: the routines' own and, step by step, those of members that mention
/// one. A superset, so it only ever saves work; a body without such a name has no effect. What one compilation says is the names of its
/// project with the files that differ taken out and put in; it is the same whatever files differ.
/// </summary>
internal sealed class NameClosure
{
    private readonly ProjectNames _project;
    private readonly HashSet<SyntaxTree> _gone = new();
    private readonly List<TreeIndex.Member> _new = new();
    private readonly NameMap _newDeclared = new();
    private readonly NameMap _newFields = new();
    private readonly NameMap _newUsers = new();
    private readonly NameMap _newCallers = new();
    private readonly HashSet<string> _newlyReached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedFields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedPassing = new(StringComparer.Ordinal);
    private readonly Lazy<bool> _changesUnwritten;
    private readonly Lazy<bool> _throwsAsProject;
    private readonly Lazy<ThrowingNames> _throwing;

    public NameClosure(Compilation compilation, KnownNames contracts, CancellationToken cancellation)
    {
        _project = ProjectNames.Of(compilation, contracts, cancellation);
        Structure = _project.Structure;
        Compare(compilation, cancellation);
        if (!StaysReached())
        {
            _project = ProjectNames.Collect(compilation.SyntaxTrees.ToImmutableArray(), contracts, cancellation);
            _gone.Clear();
            _new.Clear();
            _changed.Clear();
            _changedFields.Clear();
            _changedPassing.Clear();
            (_newDeclared, _newFields, _newUsers, _newCallers) = (new NameMap(), new NameMap(), new NameMap(), new NameMap());
            Structure = _project.Structure;
        }

        ReachMore();
        _throwing = new Lazy<ThrowingNames>(() => new ThrowingNames(this));
        _throwsAsProject = new Lazy<bool>(() => _changed.All(name => _project.Declared[name].Any(IsThrow) == AlwaysThrows(name)));
        _changesUnwritten = new Lazy<bool>(() => NameMeanings.Unwritten.Any(Changes));
    }

    public KnownNames Contracts => _project.Contracts;

    /// <summary>The project the compilation is seen as a change of.</summary>
    public ProjectNames Project => _project;

    /// <summary>Changes with what the files say beside their members.</summary>
    public ulong Structure { get; private set; }

    /// <summary>Whether a name means what it means to the project: nothing of the name differs, and nothing about what is reached and thrown.</summary>
    public bool IsAsInProject(string name) => ReachesAsProject && !Changes(name);

    /// <summary>Whether the same names lead to routines and to throws as in the project.</summary>
    public bool ReachesAsProject => _newlyReached.Count == 0 && _throwing.Value.IsAsInProject && _throwsAsProject.Value;

    /// <summary>Whether a differing file declares or declared the name; the empty name: one that C# uses without writing it.</summary>
    public bool Changes(string name)
        => name.Length == 0 ? _changesUnwritten.Value : _changed.Contains(name) || (_changedFields.Count > 0 && _changedFields.Contains(name));

    /// <summary>Whether a differing file makes, or made, a delegate of something of this name.</summary>
    public bool ChangesPassing(string name) => _changedPassing.Contains(name);

    /// <summary>The declarations of fields of this name.</summary>
    public IEnumerable<TreeIndex.Member> FieldsNamed(string name) => Merge(_project.Fields[name], _newFields[name]);

    public bool IsReached(string name) => _project.Reached.ContainsKey(name) || _newlyReached.Contains(name) || Contracts.Has(name);

    /// <summary>Whether a piece of source mentions a name that leads to a routine.</summary>
    public bool Reaches(SyntaxNode node)
    {
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            switch (token.Kind())
            {
                case SyntaxKind.IdentifierToken when IsReached(token.ValueText):
                case SyntaxKind.UsingKeyword or SyntaxKind.ForEachKeyword when IsReached(TreeIndex.Using):
                case SyntaxKind.LockKeyword when IsReached(KnownNames.LockStatement):
                case SyntaxKind.NewKeyword when IsReached(TreeIndex.TargetTypedNew):
                case SyntaxKind.OpenBracketToken when IsReached(TreeIndex.Indexer):
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an exception may come out of a body: it throws, or calls something whose source is not here. Members are told by name, so
    /// a name that means two things counts as the worse.
    /// </summary>
    public bool MayThrow(SyntaxNode body)
    {
        TreeIndex.Member member = new("", body);
        return member.Throws || member.Called.Any(IsThrowing);
    }

    /// <summary>Whether a body has a throw of its own, or calls something that always throws.</summary>
    public bool Raises(SyntaxNode body)
    {
        TreeIndex.Member member = new("", body);
        return member.Throws || member.Called.Any(AlwaysThrows);
    }

    /// <summary>Whether something of this name always throws.</summary>
    public bool AlwaysThrows(string name) => DeclaredBy(name).Any(IsThrow);

    /// <summary>Whether an exception may come out of what is called by this name.</summary>
    public bool IsThrowing(string name) => _throwing.Value.Has(name);

    /// <summary>The members that are run by this name.</summary>
    public IEnumerable<TreeIndex.Member> DeclaredBy(string name) => Merge(_project.Declared[name], _newDeclared[name]);

    /// <summary>The members that call something of this name.</summary>
    public IEnumerable<TreeIndex.Member> CallersOf(string name) => Merge(_project.Callers[name], _newCallers[name]);

    /// <summary>The members that mention something of this name.</summary>
    public IEnumerable<TreeIndex.Member> UsersOf(string name) => Merge(_project.Users[name], _newUsers[name]);

    /// <summary>The members in which something of this name is a value: a method among them becomes a delegate there.</summary>
    public IEnumerable<TreeIndex.Member> PassersOf(string name) => _project.IsPassed(name) || _changedPassing.Contains(name) ? UsersOf(name).Where(m => m.Passed.Contains(name)) : [];

    /// <summary>Every name that some member calls or declares.</summary>
    public IEnumerable<string> Called => _project.Callers.Concat(_newCallers).Concat(_project.Declared).Concat(_newDeclared).Select(c => c.Key);

    /// <summary>The names that the differing files declare or declared.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>The names that the differing files declare or declared, those of fields too.</summary>
    public IEnumerable<string> ChangedWithFields => _changed.Concat(_changedFields);

    /// <summary>The names of which the differing files make, or made, delegates.</summary>
    public IReadOnlyCollection<string> ChangedPassing => _changedPassing;

    /// <summary>The files of the project that are not in the compilation.</summary>
    public IReadOnlyCollection<SyntaxTree> Gone => _gone;

    /// <summary>The names that the differing files call now.</summary>
    public IEnumerable<string> NewlyCalled => _newCallers.Select(c => c.Key);

    private IEnumerable<TreeIndex.Member> Merge(IReadOnlyList<TreeIndex.Member> known, IReadOnlyList<TreeIndex.Member> added)
        => _gone.Count == 0 && added.Count == 0 ? known : known.Where(m => !IsGone(m)).Concat(added);

    private static bool IsThrow(TreeIndex.Member member) => member.Throws && Bodies.AlwaysThrows(member.Node);

    private bool IsGone(TreeIndex.Member member) => _gone.Count > 0 && IsGone(member.Node.SyntaxTree);

    /// <summary>Whether a file of the project is not in the compilation.</summary>
    public bool IsGone(SyntaxTree file) => _gone.Contains(file);

    private void Compare(Compilation compilation, CancellationToken cancellation)
    {
        Dictionary<string, TreeIndex> before = new(StringComparer.Ordinal);
        HashSet<TreeIndex.Member> missing = new();
        foreach (SyntaxTree tree in _project.Trees)
        {
            if (!compilation.ContainsSyntaxTree(tree))
            {
                _gone.Add(tree);
                TreeIndex old = TreeIndex.Of(tree, cancellation);
                before[tree.FilePath] = old;
                Structure -= old.Structure;
                missing.UnionWith(old.Members);
            }
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (_project.Has(tree))
            {
                continue;
            }

            TreeIndex index = TreeIndex.Of(tree, cancellation, before.TryGetValue(tree.FilePath, out TreeIndex? old) ? old : null);
            index.Names ??= _project;
            Structure += index.Structure;
            foreach (TreeIndex.Member member in index.Members)
            {
                Add(member);
                if (member.Before is not { } same || !missing.Remove(same))
                {
                    Differ(member);
                }
            }
        }

        foreach (TreeIndex.Member member in missing)
        {
            Differ(member);
        }
    }

    private void Differ(TreeIndex.Member member)
    {
        _changed.UnionWith(member.Names);
        _changedFields.UnionWith(member.Fields);
        _changedPassing.UnionWith(member.Passed);
    }

    private void Add(TreeIndex.Member member)
    {
        _new.Add(member);
        member.Names.ForEach(n => _newDeclared.Add(n, member));
        foreach (string name in member.Fields)
        {
            _newFields.Add(name, member);
        }

        foreach (string name in member.Mentioned)
        {
            _newUsers.Add(name, member);
        }

        foreach (string name in member.Called)
        {
            _newCallers.Add(name, member);
        }
    }

    /// <summary>Whether every name that a missing file led to a routine is led there by another member, in no more steps.</summary>
    private bool StaysReached()
    {
        foreach (SyntaxTree tree in _gone)
        {
            foreach (TreeIndex.Member member in TreeIndex.Of(tree, CancellationToken.None).Members)
            {
                foreach (string name in member.Names)
                {
                    if (_project.Reached.TryGetValue(name, out int way) && !DeclaredBy(name).Any(m => m.Mentioned.Any(n => Leads(n, way))))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private bool Leads(string name, int way) => Contracts.Has(name) || (_project.Reached.TryGetValue(name, out int shorter) && shorter < way);

    private void ReachMore()
    {
        Queue<TreeIndex.Member> open = new(_new.Where(m => m.Mentioned.Any(IsReached)));
        HashSet<TreeIndex.Member> seen = new(open);
        while (open.Count > 0)
        {
            foreach (string name in open.Dequeue().Names)
            {
                if (_project.Reached.ContainsKey(name) || !_newlyReached.Add(name))
                {
                    continue;
                }

                foreach (TreeIndex.Member user in UsersOf(name))
                {
                    if (seen.Add(user))
                    {
                        open.Enqueue(user);
                    }
                }
            }
        }
    }
}
