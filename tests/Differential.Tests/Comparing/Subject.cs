using System.Collections.Immutable;
using DdiCompliance.Differential.Tests.Executing;
using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>One diagnostic of a program.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Line">The line it stands in.</param>
/// <param name="Lines">That line and those of its additional locations.</param>
/// <param name="Message">Its text.</param>
public sealed record Finding(string Rule, int Line, ImmutableArray<int> Lines, string Message);

/// <summary>A program, compiled, analysed and ready to run.</summary>
/// <param name="Program">The program.</param>
/// <param name="Source">Its source.</param>
/// <param name="Findings">What the analyzer says.</param>
/// <param name="Create">Makes an instance and binds its public method.</param>
public sealed record Subject(TestProgram Program, string Source, ImmutableArray<Finding> Findings, Func<Runnable> Create);
