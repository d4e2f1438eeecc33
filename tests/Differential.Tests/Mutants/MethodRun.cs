using System.Reflection;

namespace DdiCompliance.Differential.Tests.Mutants;

/// <summary>Executes one method over small arguments under verification.</summary>
internal static class MethodRun
{
    private const int MostInputs = 27;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);
    private static int s_stuck;

    /// <summary>What goes wrong first, in words; null when nothing does.</summary>
    /// <param name="assembly">Where the method is.</param>
    /// <param name="typeName">Its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">The number of its parameters.</param>
    internal static string? Misbehaviour(Assembly assembly, string typeName, string name, int parameters)
    {
        Type type = assembly.GetType(typeName, throwOnError: true)!;
        MethodInfo? method = type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SingleOrDefault(one => one.Name == name && one.GetParameters().Length == parameters);
        bool canBeMade = !type.IsAbstract && type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not null;
        if (method is null || LockFields.IsShared(type) || !(method.IsStatic || canBeMade))
            return "cannot be called";
        return Inputs(method.GetParameters()).Select(arguments => RunOnThread(type, method, arguments)).FirstOrDefault(static found => found is not null);
    }

    private static string? RunOnThread(Type type, MethodInfo method, object[] arguments)
    {
        if (s_stuck > 30)
            throw new InvalidOperationException("too many runs hang");
        string? found = null;
        var thread = new Thread(() => found = Run(type, method, arguments)) { IsBackground = true };
        thread.Start();
        if (thread.Join(s_patience))
            return found;
        s_stuck++;
        return "hangs";
    }

    private static string? Run(Type type, MethodInfo method, object[] arguments)
    {
        List<ERESOURCE> resources;
        object? instance;
        try
        {
            instance = method.IsStatic ? null : Activator.CreateInstance(type, nonPublic: true);
            resources = instance is null ? [] : LockFields.Initialize(instance);
        }
        catch (TargetInvocationException problem)
        {
            return $"cannot be made: {problem.InnerException!.Message}";
        }

        try
        {
            method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (BugCheckException bugCheck)
        {
            return bugCheck.RuleId is "DDI5001" ? null : bugCheck.Message.Split('\n')[0];
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            // The method throws; what it leaves behind counts.
        }
        catch (Exception problem)
        {
            return $"throws {problem.GetType().Name}";
        }

        return Left(resources);
    }

    private static string? Left(List<ERESOURCE> resources)
    {
        try
        {
            if (resources.Any(static resource => Ddi.ExIsResourceAcquiredSharedLite(resource) > 0))
                return "leaves a resource acquired";
        }
        catch (BugCheckException)
        {
            // The method deleted it.
        }

        try
        {
            DdiVerifier.CheckThreadExit();
            return null;
        }
        catch (BugCheckException bugCheck)
        {
            return bugCheck.Message.Split('\n')[0];
        }
    }

    private static IEnumerable<object[]> Inputs(ParameterInfo[] parameters)
    {
        IEnumerable<object[]> inputs = [[]];
        foreach (ParameterInfo parameter in parameters)
            inputs = inputs.SelectMany(before => Values(parameter.ParameterType).Select(value => (object[])[.. before, value]));
        return inputs.Take(MostInputs);
    }

    private static object[] Values(Type type) => type == typeof(bool)
        ? [false, true]
        : [.. new[] { 0, 1, 2 }.Select(number => Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture))];
}
