using Elsa.Workflows.Exceptions;

namespace Elsa.Workflows.Runtime.Responses;

/// <summary>Whether a dispatch was accepted.</summary>
/// <param name="Fault">Why it was not.</param>
public record DispatchWorkflowResponse(FaultException? Fault)
{
    /// <summary>Whether the dispatch is stored and will be executed.</summary>
    public bool Succeeded => Fault is null;

    /// <summary>It was accepted.</summary>
    public static DispatchWorkflowResponse Success() => new(Fault: null);

    /// <summary>There is no such channel.</summary>
    public static DispatchWorkflowResponse UnknownChannel() =>
        new(new FaultException(RuntimeFaultCodes.UnknownChannel, RuntimeFaultCategories.Dispatch, "System", "The specified channel does not exist."));

    /// <summary>Throws why the dispatch was not accepted.</summary>
    public void ThrowIfFailed()
    {
        if (Fault is not null)
            throw Fault;
    }
}

/// <summary>A stimulus was accepted.</summary>
public record DispatchStimulusResponse
{
    /// <summary>It was accepted.</summary>
    public static DispatchStimulusResponse Empty { get; } = new();
}

/// <summary>A cancellation was accepted.</summary>
public record DispatchCancelWorkflowsResponse;
