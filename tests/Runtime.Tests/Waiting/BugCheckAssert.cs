using Xunit;

namespace DdiCompliance.Runtime.Tests;

internal static class BugCheckAssert
{
    /// <summary>The action bug checks with this code and, where given, these first parameters.</summary>
    internal static BugCheckException Throws(BugCheckCode code, Action action, params ulong[] parameters)
    {
        BugCheckException exception = Assert.Throws<BugCheckException>(action);
        Assert.Equal(code, exception.Code);
        ulong[] actual = [exception.Parameter1, exception.Parameter2, exception.Parameter3, exception.Parameter4];
        Assert.Equal(parameters, actual[..parameters.Length]);
        return exception;
    }

    /// <summary>The action violates a check of Driver Verifier, and the message names the analyzer rule of the same law.</summary>
    internal static BugCheckException Violates(uint subCode, string? ruleId, Action action)
    {
        BugCheckException exception = Throws(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, action, subCode);
        Assert.Equal(ruleId, exception.RuleId);
        if (ruleId is not null)
            Assert.Contains(ruleId, exception.Message);
        return exception;
    }
}
