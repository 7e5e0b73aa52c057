namespace TapeFlows.Activities.Runs;

/// <summary>The process that had a run in its hands ended in the middle of it. The workflow faults: no step of it can go on from there.</summary>
public sealed class InterruptedRunException() : InvalidOperationException(Texts.OperatorTexts.Interrupted);
