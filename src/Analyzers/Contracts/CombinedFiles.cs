using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts.Grammar;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>
/// The tables with the user's contract files. The last ones are kept: an editor asks for the same files at each stroke of a key, and a set
/// that is the same object makes what was derived from it last.
/// </summary>
internal sealed class CombinedFiles
{
    private static CombinedFiles? s_last;

    private readonly ContractSet _tables;
    private readonly ImmutableArray<ContractFile> _files;
    private readonly (ContractSet Set, ImmutableArray<ContractFileError> Errors) _result;

    private CombinedFiles(ContractSet tables, ImmutableArray<ContractFile> files)
    {
        _tables = tables;
        _files = files;
        _result = ContractFiles.Combine(tables, files);
    }

    public static (ContractSet Set, ImmutableArray<ContractFileError> Errors) Of(ContractSet tables, ImmutableArray<ContractFile> files)
    {
        CombinedFiles? last = Volatile.Read(ref s_last);
        if (last is null || !ReferenceEquals(last._tables, tables) || !last._files.SequenceEqual(files))
        {
            last = new CombinedFiles(tables, files);
            Volatile.Write(ref s_last, last);
        }

        return last._result;
    }
}
