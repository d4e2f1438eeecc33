using System.Reflection;
using System.Text;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>What users can see of each assembly, line by line: a change to it is a decision, and shows in review.</summary>
public class PublicApi
{
    public static TheoryData<Assembly> Assemblies => [Product.RuntimeAssembly, Product.AnalyzerAssembly, Product.FixAssembly];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_surface_is_as_kept(Assembly assembly)
    {
        string path = Repository.PathOf("tests", "House.Tests", "PublicApi", $"{assembly.GetName().Name}.txt");
        string? difference = Snapshot.CompareFile(path, Describe(assembly));
        Assert.True(difference is null, difference);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.Append($"{Kind(type)} {type.FullName}{(type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? $" : {parent.Name}" : "")}\n");
            const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
            foreach (string member in type.GetMembers(Declared).Where(IsVisible).Select(Signature).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append($"    {member}\n");
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : type.IsAbstract ? "abstract class" : "class";

    // Property and event accessors speak for themselves; the compiler's own members say nothing.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        _ => false,
    };

    private static string Signature(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}",
        ConstructorInfo constructor => $".ctor({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) =>
        type.IsByRef ? $"ref {Name(type.GetElementType()!)}"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
