using System.Collections;
using System.Reflection;

namespace DdiCompliance.Differential.Tests.Mutants;

/// <summary>Initialises the locks in the fields of an object, and of the objects it holds, as a driver does when it starts.</summary>
internal static class LockFields
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The resources in an object, all initialised.</summary>
    internal static List<ERESOURCE> Initialize(object instance)
    {
        List<ERESOURCE> found = [];
        Visit(instance, instance.GetType().Assembly, found, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return found;
    }

    /// <summary>Whether the types around a type keep objects of this assembly or the runtime in static fields: they would outlive an execution.</summary>
    internal static bool IsShared(Type type) => type.Assembly.GetTypes().Where(any => any.Namespace == type.Namespace && !any.Name.StartsWith('<'))
        .SelectMany(static any => any.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Any(field => !field.IsLiteral && !field.FieldType.IsEnum && (field.FieldType.Assembly == type.Assembly || field.FieldType.Assembly == typeof(Ddi).Assembly));

    private static void Visit(object? value, Assembly own, List<ERESOURCE> found, HashSet<object> seen)
    {
        if (value is null || value is string || !seen.Add(value))
            return;
        switch (value)
        {
            case ERESOURCE resource:
                found.Add(resource);
                if (!IsAlive(resource))
                    Ddi.ExInitializeResourceLite(resource);
                return;
            case FAST_MUTEX mutex:
                Ddi.ExInitializeFastMutex(mutex);
                return;
            case KGUARDED_MUTEX mutex:
                Ddi.KeInitializeGuardedMutex(mutex);
                return;
            case IEnumerable many:
                foreach (object? one in many)
                    Visit(one, own, found, seen);
                return;
        }

        for (Type? type = value.GetType(); type is not null && type.Assembly == own; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Fields).Where(static field => !field.FieldType.IsValueType && !field.FieldType.IsPointer))
                Visit(field.GetValue(value), own, found, seen);
        }
    }

    private static bool IsAlive(ERESOURCE resource)
    {
        try
        {
            Ddi.ExGetSharedWaiterCount(resource);
            return true;
        }
        catch (BugCheckException)
        {
            return false;
        }
    }
}
