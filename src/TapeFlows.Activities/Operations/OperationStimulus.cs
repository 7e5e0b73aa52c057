namespace TapeFlows.Activities.Operations;

/// <summary>What a step waits for whose work is an operation: the end of the operation with this key.</summary>
/// <param name="Key">See <see cref="TapeFlows.Operations.OperationRequest.Key"/>. The same when the step is begun again after a crash, so that it waits for the same end.</param>
public sealed record OperationStimulus(string Key)
{
    /// <summary>The name of the bookmark.</summary>
    public const string BookmarkName = "TapeFlows.OperationEnded";

    /// <summary>The name under which a resumed step finds the identity of the operation.</summary>
    public const string OperationInput = "TapeFlowsOperation";
}
