using System.Text;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Benchmarks;

/// <summary>A project of many documents: each has a few methods that take locks, and helpers that call those of the next document of its chain.</summary>
internal static class LiveProject
{
    private const int Plain = 12;

    public static CSharpCompilation Create(int documents, int chain) => CSharpCompilation.Create(
        "Live",
        Enumerable.Range(0, documents).Select(i => CSharpSyntaxTree.ParseText(Document(i, chain), CaseCompilation.ParseOptions, $"Document{i}.cs")),
        CaseCompilation.FrameworkReferences.Add(CaseCompilation.RuntimeReference),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The document with that number.</summary>
    /// <param name="number">Its place in the project.</param>
    /// <param name="chain">Documents that call each other in turn.</param>
    /// <param name="body">Written into a body.</param>
    /// <param name="members">Members more than it begins with.</param>
    public static string Document(int number, int chain, int body = 0, int members = 0)
    {
        StringBuilder text = new();
        string next = (number + 1) % chain == 0 ? "ExReleaseResourceLite(resource);" : $"Volume{number + 1}.Finish{number + 1}(resource, depth + 1);";
        text.Append($$"""
            using System;
            using DdiCompliance;
            using static DdiCompliance.Ddi;

            namespace Live;

            public sealed class Volume{{number}}
            {
                private readonly ERESOURCE _resource{{number}} = new();
                private readonly ERESOURCE _paging{{number}} = new();
                private int _size{{number}};

                internal ERESOURCE Paging{{number}} => _paging{{number}};

                public void Write{{number}}(int length)
                {
                    KeEnterCriticalRegion();
                    ExAcquireResourceExclusiveLite(_resource{{number}}, true);
                    try
                    {
                        _size{{number}} = Math.Max(_size{{number}}, length + {{body}});
                        if (Count{{number}}(_size{{number}}) > 3)
                        {
                            return;
                        }

                        _size{{number}}++;
                    }
                    finally
                    {
                        Finish{{number}}(_resource{{number}}, 0);
                        KeLeaveCriticalRegion();
                    }
                }

                public int Read{{number}}(int length)
                {
                    KeEnterCriticalRegion();
                    ExAcquireResourceSharedLite(Paging{{number}}, true);
                    int size = Count{{number}}(length);
                    for (int i = 0; i < size; i++)
                    {
                        size += i % 3;
                    }

                    if (size < 0)
                    {
                        KeLeaveCriticalRegion();
                        return 0;
                    }

                    ExReleaseResourceLite(Paging{{number}});
                    KeLeaveCriticalRegion();
                    return size;
                }

                internal static void Finish{{number}}(ERESOURCE resource, int depth)
                {
                    if (depth > {{number}})
                    {
                        Console.WriteLine(depth);
                    }

                    {{next}}
                }


            """);
        if (number > 0)
        {
            // One document has the leak; the others are right.
            text.Replace("                        KeLeaveCriticalRegion();\n                        return 0;", "                        size = 0;")
                .Replace("            KeLeaveCriticalRegion();\n            return 0;", "            size = 0;");
        }

        for (int i = 0; i < Plain + (members % 3); i++)
        {
            string name = i < Plain ? $"Count{number}_{i}" : $"Added{number}_{i}_{members}";
            text.Append($$"""
                    private static int {{name}}(int value)
                    {
                        int sum = value;
                        for (int i = 0; i < {{i}}; i++)
                        {
                            sum += i * value;
                        }

                        return sum > {{i}} ? sum : -sum;
                    }


                """);
        }

        text.Append($"    private static int Count{number}(int value) => {string.Join(" + ", Enumerable.Range(0, Plain).Select(i => $"Count{number}_{i}(value)"))};\n}}\n");
        return text.ToString();
    }
}
