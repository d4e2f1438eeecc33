using Microsoft.CodeAnalysis;

namespace DdiCompliance.CodeFixes;

/// <summary>A change that may be offered once it is proven.</summary>
/// <param name="Act">What is done, the same word for every place: FixAll repeats it.</param>
/// <param name="Title">What is done here, in the imperative, naming the lock.</param>
/// <param name="Changed">The solution afterwards; null when the act is not possible at this place.</param>
internal readonly record struct Proposal(string Act, string Title, Solution? Changed);
