using Xunit;

// Verification is a switch of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
