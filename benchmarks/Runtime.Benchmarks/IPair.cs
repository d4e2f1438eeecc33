namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>One acquire and one release. Implemented by structs, so that the JIT compiles a loop of its own for each.</summary>
internal interface IPair
{
    void Run();
}
