using System.Collections.Immutable;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Turns a control flow graph into a <see cref="MethodIr"/>, once. What depends on callees is added by <see cref="Completion"/>.</summary>
internal static class MethodLowering
{
    /// <summary>
    /// Blocks beyond which a method is left alone: Roslyn's own graph grows quadratically, and no hand-written method comes near.
    /// </summary>
    private const int MostBlocks = 60_000;

    public static MethodIr Lower(ICallResolution calls, ControlFlowGraph graph, IMethodSymbol method)
    {
        Scopes scopes = new(graph);
        BlockIr[] blocks = new BlockIr[graph.Blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new BlockIr(i);
        }

        MethodIr ir = new(method, blocks, scopes.Finallys);
        if (blocks.Length > MostBlocks)
        {
            ir.IsTooComplex = true;
            return ir;
        }

        OperationLowering operations = new(calls, graph, SelfOf(method)) { Method = method };
        try
        {
            foreach (BasicBlock block in graph.Blocks)
            {
                LowerBlock(block, ir, operations, scopes);
                StopWhereCallsNeverReturn(block, blocks[block.Ordinal], calls);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            ir.IsTooComplex = true;
        }

        ir.Nested.AddRange(operations.Nested);
        ir.Escaped.AddRange(operations.Escaped);
        ir.Kept.AddRange(operations.Kept);
        return ir;
    }

    /// <summary>
    /// The receiver. Inside a nested function it is named after the method around it, because the function may run inside a callee that
    /// has a receiver of its own.
    /// </summary>
    public static AccessPath SelfOf(IMethodSymbol method)
    {
        IMethodSymbol outer = method;
        while (outer.MethodKind is MethodKind.LambdaMethod or MethodKind.AnonymousFunction or MethodKind.LocalFunction
            && outer.ContainingSymbol is IMethodSymbol around)
        {
            outer = around;
        }

        return SymbolEqualityComparer.Default.Equals(outer, method) ? AccessPath.This : AccessPath.Local(outer);
    }

    private static void LowerBlock(BasicBlock block, MethodIr ir, OperationLowering operations, Scopes scopes)
    {
        BlockIr lowered = ir.Blocks[block.Ordinal];
        lowered.IsReachable = block.IsReachable;
        lowered.Unwind = scopes.From(block.EnclosingRegion);
        lowered.Filter = scopes.FilterOf(block.EnclosingRegion);
        if (!block.IsReachable)
        {
            return;
        }

        foreach (IOperation operation in block.Operations)
        {
            operations.Lower(operation, lowered.Instrs);
        }

        ControlFlowBranch? fallThrough = block.FallThroughSuccessor;
        if (block.BranchValue is { } branchValue)
        {
            Value value = operations.LowerValue(branchValue, lowered.Instrs);
            lowered.BranchSyntax = branchValue.Syntax;
            if (block.ConditionKind != ControlFlowConditionKind.None)
            {
                lowered.BranchValue = value;
            }
            else if (fallThrough?.Semantics == ControlFlowBranchSemantics.Return)
            {
                operations.Escaped.Add(value);
                lowered.Instrs.Add(new AssignInstr(branchValue.Syntax, AccessPath.Return, value));
                operations.StoreElements(branchValue, AccessPath.Return, lowered.Instrs);
            }
        }

        lowered.JumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        lowered.Conditional = EdgeOf(block.ConditionalSuccessor, block, scopes);
        lowered.FallThrough = EdgeOf(fallThrough, block, scopes);
    }

    private static EdgeIr? EdgeOf(ControlFlowBranch? branch, BasicBlock block, Scopes scopes)
    {
        if (branch is null)
        {
            return null;
        }

        int[] finallys = branch.FinallyRegions.IsDefaultOrEmpty
            ? Array.Empty<int>()
            : branch.FinallyRegions.Select(scopes.NumberOf).ToArray();
        bool leaves = branch.Destination is null || branch.Destination.Kind == BasicBlockKind.Exit;
        return branch.Semantics switch
        {
            ControlFlowBranchSemantics.Throw => new EdgeIr(EdgeKind.Throw, -1, finallys, TypeOfThrown(block.BranchValue)),
            ControlFlowBranchSemantics.Rethrow => new EdgeIr(EdgeKind.Rethrow, -1, finallys, TypeOfCaught(block)),
            ControlFlowBranchSemantics.StructuredExceptionHandling => new EdgeIr(InFilter(block) ? EdgeKind.Declined : EdgeKind.EndOfFinally, -1, finallys, null),
            ControlFlowBranchSemantics.ProgramTermination or ControlFlowBranchSemantics.Error => null,
            _ when leaves && branch.Destination is not null => new EdgeIr(EdgeKind.Return, branch.Destination.Ordinal, finallys, null),
            _ when branch.Destination is null => null,
            _ => new EdgeIr(EdgeKind.Jump, branch.Destination!.Ordinal, finallys, null),
        };
    }

    private static bool InFilter(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            switch (region.Kind)
            {
                case ControlFlowRegionKind.Filter:
                    return true;
                case ControlFlowRegionKind.Finally:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What a handler passes on is what it caught; null when it catches everything.</summary>
    private static ITypeSymbol? TypeOfCaught(BasicBlock block)
    {
        ControlFlowRegion? region = block.EnclosingRegion;
        while (region is not null && region.Kind != ControlFlowRegionKind.Catch)
        {
            region = region.EnclosingRegion;
        }

        return region?.ExceptionType is { SpecialType: SpecialType.None } caught and not { Name: "Exception", ContainingNamespace.Name: "System" } ? caught : null;
    }

    private static ITypeSymbol? TypeOfThrown(IOperation? value)
    {
        while (value is Microsoft.CodeAnalysis.Operations.IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion.Operand;
        }

        return value?.Type;
    }

    /// <summary>A block that calls a method that never returns has no way out but the exception.</summary>
    private static void StopWhereCallsNeverReturn(BasicBlock block, BlockIr lowered, ICallResolution calls)
    {
        if (block.Operations.IsEmpty && block.BranchValue is null)
        {
            return;
        }

        foreach (IOperation operation in block.Operations)
        {
            if (operation is Microsoft.CodeAnalysis.Operations.IExpressionStatementOperation
                {
                    Operation: Microsoft.CodeAnalysis.Operations.IInvocationOperation invocation,
                }
                && calls.NeverReturns(invocation.TargetMethod))
            {
                int stop = lowered.Instrs.FindIndex(i => i.Syntax == invocation.Syntax);
                if (stop >= 0)
                {
                    lowered.Instrs.RemoveRange(stop, lowered.Instrs.Count - stop);
                }

                lowered.BranchValue = null;
                lowered.Conditional = null;
                lowered.BranchSyntax = invocation.Syntax;
                lowered.FallThrough = calls.EndsProcess(invocation.TargetMethod) ? null : new EdgeIr(EdgeKind.Throw, -1, Array.Empty<int>(), calls.ThrownBy(invocation.TargetMethod));
                return;
            }
        }
    }
}
