using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <content>Regions, levels, and what must hold for the row as a whole.</content>
internal sealed partial class RoutineReader
{
    private ApcRequirement Requirement(Token word)
    {
        ApcRequirement requirement = word.Text switch
        {
            "apcs-off" => ApcRequirement.NormalApcsDisabled,
            "apcs-off-unless-system-thread" => ApcRequirement.NormalApcsDisabledUnlessSystemThread,
            "critical-region" => ApcRequirement.InCriticalRegion,
            "guarded-region" => ApcRequirement.InGuardedRegion,
            "apc-level-or-critical-region" => ApcRequirement.ApcLevelOrCriticalRegion,
            "apc-level-or-guarded-region" => ApcRequirement.ApcLevelOrGuardedRegion,
            "apcs-on" => ApcRequirement.NormalApcsEnabled,
            "special-apcs-on" => ApcRequirement.SpecialApcsEnabled,
            _ => ApcRequirement.None,
        };
        if (requirement == ApcRequirement.None)
        {
            Fail(word, $"unknown requirement '{word.Text}': apcs-off, apcs-off-unless-system-thread, critical-region, guarded-region, "
                + "apc-level-or-critical-region, apc-level-or-guarded-region, apcs-on or special-apcs-on");
        }

        return requirement;
    }

    private void Region(Clause clause, sbyte delta)
    {
        if (!OneOf(clause, "critical", "guarded"))
        {
            return;
        }

        bool isCritical = clause.Arguments[0].First.Text == "critical";
        if ((isCritical ? _contract.CriticalDelta : _contract.GuardedDelta) != 0)
        {
            Fail(clause.Word, $"the row already enters or leaves a {clause.Arguments[0].First.Text} region");
            return;
        }

        _contract = isCritical ? _contract with { CriticalDelta = delta } : _contract with { GuardedDelta = delta };
        _last = Conditional.Region;
    }

    private void Raise(Clause clause)
    {
        Token level = clause.Arguments[0].First;
        SetIrql(
            clause.Word,
            IrqlLevels.TryParse(level.Text, out byte lowest, out _)
                ? _contract with { Irql = IrqlEffect.RaiseToLevel, IrqlLevel = lowest }
                : _contract with { Irql = IrqlEffect.RaiseToArgument, IrqlArgument = Place(clause, 0) });
    }

    private void SetIrql(Token at, RoutineContract contract)
    {
        if (_contract.Irql != IrqlEffect.None)
        {
            Fail(at, "the row already changes the IRQL");
            return;
        }

        _contract = contract;
        _last = Conditional.Irql;
    }

    private (byte Min, byte Max) LevelRange(Argument argument) => IrqlLevels.Range(argument, _errors);

    private void Finish()
    {
        LockFamily family = _locks.Select(static o => o.Family).FirstOrDefault(static f => f != LockFamily.None)
            ?? (_families.TryGetValue(ContractSet.AnyLock, out LockFamily? any) ? any : LockFamily.None);
        for (int i = 0; i < _locks.Count; i++)
        {
            _locks[i] = Complete(_locks[i], family);
        }

        _contract = _contract with { Locks = _locks.ToImmutableArray() };
        CheckParameters();
        if (_contract.AliasOf is not null && (_locks.Count > 0 || HasEffects(_contract)))
        {
            Fail(_row.Name, "an alias has the effects of the routine it stands for, and none of its own");
        }

        if (_contract.WaitingIrqlMax != byte.MaxValue && _contract.WaitingIrqlMax > _contract.IrqlMax)
        {
            Fail(_row.Name, "the highest IRQL of a waiting call is above the highest IRQL of any call");
        }
    }

    private LockOperation Complete(LockOperation operation, LockFamily family)
    {
        if (operation.Family == LockFamily.None)
        {
            operation = operation with { Family = family };
        }

        if (operation.Effect != LockEffect.Acquire)
        {
            return operation;
        }

        bool isConditional = operation.Condition != EffectCondition.Always;
        if (!isConditional && operation.Wait is WaitBehavior.Never or WaitBehavior.ByArgument or WaitBehavior.ByNullArgument)
        {
            Fail(_row.Name, "an acquire that may fail says when it succeeded: when(result true)");
        }

        return operation.Wait != WaitBehavior.NotApplicable
            ? operation
            : operation with { Wait = isConditional ? WaitBehavior.Never : WaitBehavior.Always };
    }

    private void CheckParameters()
    {
        HashSet<string> names = [];
        for (int i = 0; !_row.Parameters.IsDefault && i < _row.Parameters.Length; i++)
        {
            if (!names.Add(_contract.Parameters[i]))
            {
                Fail(_row.Parameters[i].Name, $"parameter '{_contract.Parameters[i]}' stands twice");
            }
        }
    }

    private static bool HasEffects(RoutineContract contract) =>
        contract.CriticalDelta != 0 || contract.GuardedDelta != 0 || contract.Irql != IrqlEffect.None || contract.Apc != ApcRequirement.None
        || contract.IrqlMin != 0 || contract.IrqlMax != byte.MaxValue || contract.NeverReturns || contract.Blocks;
}
