using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>Every way to be wrong, at its place.</summary>
public class GrammarErrorTests
{
    [Theory]
    [InlineData("  acquire(L)", "1:3 an indented line continues the row above it, and there is none")]
    [InlineData("F(L) acquire(L", "1:13 '(' is never closed")]
    [InlineData("F(L) acquire(L,)", "1:16 expected an argument before ')'")]
    [InlineData("F(L) acquire()", "1:14 expected an argument before ')'")]
    [InlineData("F(L,) acquire(L)", "1:5 expected the name of a parameter, not ')'")]
    [InlineData("F(L M)", "1:5 expected ',' or ')' after a parameter, not 'M'")]
    [InlineData("F(L: )", "1:6 expected the type of parameter 'L', not ')'")]
    [InlineData("F(L", "1:4 expected ',' or ')' after a parameter, not the end of the row")]
    [InlineData("F(L) acquire(L) ) blocks", "1:17 unexpected ')'")]
    [InlineData("F(L) acquire(L; exclusive)", "1:15 unexpected ';'")]
    [InlineData("!F(L) acquire(L)", "1:1 a row starts with the name of a routine, not with '!'")]
    [InlineData("each blocks A, B", "1:14 expected ':' and the routines that share these clauses")]
    [InlineData("each blocks", "1:12 expected ':' and the routines that share these clauses")]
    [InlineData("each blocks:", "1:13 expected the name of a routine, not the end of the row")]
    [InlineData("each acquire(L): A", "1:6 'acquire' cannot be shared: each takes origin, irql, requires, blocks, never-returns and source")]
    public void Form(string text, string error) => Assert.Equal([error], ContractText.Of(text).Errors);

    [Theory]
    [InlineData("F(L) aquire(L)", "1:6 unknown clause 'aquire'")]
    [InlineData("F(L) aquire(L) family(x) when(result true) waits", "1:6 unknown clause 'aquire'")]
    [InlineData("F(L) acquire when(result true)", "1:6 'acquire' takes 1 or 2 arguments, not 0")]
    [InlineData("F(L) acquire", "1:6 'acquire' takes 1 or 2 arguments, not 0")]
    [InlineData("F(L) acquire(L, shared, L)", "1:6 'acquire' takes 1 or 2 arguments, not 3")]
    [InlineData("F(L) delete(L, L)", "1:6 'delete' takes 1 argument, not 2")]
    [InlineData("F(L) blocks(L)", "1:6 'blocks' takes no argument")]
    [InlineData("F(L) irql(APC) irql(APC)", "1:16 'irql' stands twice in this row")]
    [InlineData("F(L, L)", "1:6 parameter 'L' stands twice")]
    [InlineData("F(L) acquire(M)", "1:14 'M' is no parameter of this row, nor 'this', 'result' or 'static.Name'")]
    [InlineData("F acquire(L)", "1:11 a row without a parameter list cannot name the parameter 'L'")]
    [InlineData("F(L) acquire(this)", "1:14 'this' needs a row that is bound to a type (Namespace.Type.Method)")]
    [InlineData("F(L) acquire(static)", "1:14 a static lock needs a name: static.Name")]
    [InlineData("F(L) acquire(L.)", "1:14 'L.' is not a place")]
    [InlineData("F(L) acquire(L M)", "1:16 unexpected 'M' after a place")]
    [InlineData("F(L) acquire(L, exclusiv)", "1:17 unknown mode 'exclusiv': shared, exclusive, upgradeable or any")]
    [InlineData("F(L) acquire(L, any)", "1:17 an acquire has one mode: shared, exclusive, upgradeable, shared-starve-exclusive or shared-wait-for-exclusive")]
    [InlineData("F(L) convert(L, shared)", "1:17 a conversion names two modes: exclusive -> shared")]
    [InlineData("F(L) convert(L, shared -> shared)", "1:27 a conversion changes the mode: 'shared' stands on both sides")]
    [InlineData("F(L) acquire(L) family(eresorce)", "1:24 unknown family 'eresorce'")]
    [InlineData("F(L) family(eresource)", "1:6 'family' belongs to the lock effect before it, and there is none")]
    [InlineData("F(L) release(L) waits", "1:17 'waits' belongs to an acquire")]
    [InlineData("F(L) release(L) guard", "1:17 'guard' belongs to an acquire")]
    [InlineData("F(L) release(L) released-by(F)", "1:17 'released-by' belongs to an acquire, a conversion, a transfer or an allocation")]
    [InlineData("F(L) acquire(L) waits tries when(result true)", "1:23 an acquire waits in one way")]
    [InlineData("F(L, W) acquire(L) waits(W)", "1:1 an acquire that may fail says when it succeeded: when(result true)")]
    [InlineData("F(L) acquire(L) tries", "1:1 an acquire that may fail says when it succeeded: when(result true)")]
    [InlineData("F(L) when(result true) acquire(L)", "1:6 'when' belongs to the lock, region or IRQL effect before it, and there is none")]
    [InlineData("F(L) acquire(L) when(result)", "1:22 a condition is: result true, false, zero, nonzero, not-null or success; or a ref or out parameter and true")]
    [InlineData("F(L) acquire(L) when(L false)", "1:24 a condition is: result true, false, zero, nonzero, not-null or success; or a ref or out parameter and true")]
    [InlineData("F(L) acquire(L) when(result true) when(result true)", "1:35 'when' stands twice for the same effect")]
    [InlineData("F(L) enters(critical) when(L true)", "1:23 a region or IRQL effect depends on the result, not on an argument")]
    [InlineData("F(L) acquire(L) released-by(Nothing)", "1:29 no row describes a routine 'Nothing'")]
    [InlineData("F(L) combined(Nothing)", "1:15 no row describes a routine 'Nothing'")]
    [InlineData("F() enters(cirtical)", "1:12 'enters' knows critical, guarded, not 'cirtical'")]
    [InlineData("F() enters(critical) leaves(critical)", "1:22 the row already enters or leaves a critical region")]
    [InlineData("F() requires(acps-off)", "1:14 unknown requirement 'acps-off': apcs-off, apcs-off-unless-system-thread, critical-region, guarded-region, "
        + "apc-level-or-critical-region, apc-level-or-guarded-region, apcs-on or special-apcs-on")]
    [InlineData("F() irql(DISPATCH..APC)", "1:20 the highest IRQL 'APC' is below the lowest 'DISPATCH'")]
    [InlineData("F() irql(LOW)", "1:10 'LOW' is not an IRQL: PASSIVE, APC, DISPATCH, DIRQL, HIGH or a number from 0 to 31")]
    [InlineData("F() irql(32)", "1:10 '32' is not an IRQL: PASSIVE, APC, DISPATCH, DIRQL, HIGH or a number from 0 to 31")]
    [InlineData("F() irql(APC APC)", "1:10 an IRQL range is: <= LEVEL, >= LEVEL, LEVEL or LEVEL..LEVEL")]
    [InlineData("F(T) irql(PASSIVE) irql-waiting(<= APC, T)", "1:1 the highest IRQL of a waiting call is above the highest IRQL of any call")]
    [InlineData("F(N) raises(APC) lowers(N)", "1:18 the row already changes the IRQL")]
    [InlineData("F(N) raises(LOW)", "1:13 'LOW' is no parameter of this row, nor 'this', 'result' or 'static.Name'")]
    [InlineData("F() tests(nothing)", "1:11 'tests' knows success, in-region, all-apcs-disabled, system-thread, not 'nothing'")]
    [InlineData("F(L) alias-of(ExReleaseResourceLite) release(L)", "1:1 an alias has the effects of the routine it stands for, and none of its own")]
    [InlineData("F(L) alias-of(Nothing)", "1:15 no row describes a routine 'Nothing'")]
    [InlineData("F(L) alias-of(ExReleaseResource)", "1:15 'ExReleaseResource' is an alias itself")]
    [InlineData("each irql(APC): KeEnterCriticalRegion", "1:17 the row of 'KeEnterCriticalRegion' states another irql or requirement")]
    public void Meaning(string text, string error) => Assert.Equal([error], ContractText.Of(text).Errors);

    [Theory]
    [InlineData("family eresource noun(x)", "1:8 the family 'eresource' is already declared")]
    [InlineData("family mine nuon(x)", "1:13 unknown clause 'nuon' of a family")]
    [InlineData("family mine recursion(all)", "1:23 unknown recursion 'all': exclusive, shared or shared-under-exclusive")]
    [InlineData("family mine held-irql(LOW)", "1:23 'LOW' is not an IRQL: PASSIVE, APC, DISPATCH, DIRQL, HIGH or a number from 0 to 31")]
    public void Families(string text, string error) => Assert.Equal([error], ContractText.Of(text).Errors);

    [Fact]
    public void A_duplicate_row_is_an_error_at_the_second()
    {
        Assert.Equal(["2:1 'F(L)' already has a row"], ContractText.Of("F(L) acquire(L)\nF(L) release(L)").Errors);
        Assert.Equal(["2:1 'A.B.F(L)' already has a row"], ContractText.Of("A.B.F(L) acquire(L)\nA.B.F(L) release(L)").Errors);
    }

    [Fact]
    public void A_wrong_row_loses_no_other_row()
    {
        ContractText file = ContractText.Of("""
            # comment
            First(L) acquire(L) released-by(Last)

            Broken(L acquire(L)
            Unknown(L)
                aquire(L)   # a comment
                wiats
            Last(L)
                release(L)
            """);
        Assert.Equal(
            ["4:10 expected ',' or ')' after a parameter, not 'acquire'", "6:5 unknown clause 'aquire'", "7:5 unknown clause 'wiats'"],
            file.Errors);
        Assert.True(file.Set.HasRoutine("First"));
        Assert.True(file.Set.HasRoutine("Last"));
        Assert.False(file.Set.HasRoutine("Broken"));
        Assert.False(file.Set.HasRoutine("Unknown"));
    }

    [Fact]
    public void A_row_that_names_an_unknown_routine_is_left_out() => Assert.False(ContractText.Of("F(L) acquire(L) released-by(Nothing)").Set.HasRoutine("F"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void Lines_end_in_any_way(string newLine) =>
        Assert.Equal(["4:2 unknown clause 'x'"], ContractText.Of($"A(L) acquire(L){newLine}B(L){newLine}{newLine} x").Errors);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing but a comment")]
    [InlineData("\uFEFF# with a byte order mark")]
    [InlineData("\uFEFFF(L) acquire(L)")]
    public void Nothing_is_wrong(string text) => Assert.Empty(ContractText.Of(text).Errors);
}
