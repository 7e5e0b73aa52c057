namespace Elsa.Workflows;

/// <summary>Who sent a signal, and who hears it now.</summary>
public class SignalContext
{
    /// <summary>Creates the context.</summary>
    public SignalContext(ActivityExecutionContext receiverActivityExecutionContext, ActivityExecutionContext senderActivityExecutionContext, CancellationToken cancellationToken)
    {
        ReceiverActivityExecutionContext = receiverActivityExecutionContext;
        SenderActivityExecutionContext = senderActivityExecutionContext;
        CancellationToken = cancellationToken;
    }

    /// <summary>The execution that hears the signal.</summary>
    public ActivityExecutionContext ReceiverActivityExecutionContext { get; init; }

    /// <summary>The execution that sent it.</summary>
    public ActivityExecutionContext SenderActivityExecutionContext { get; init; }

    /// <summary>Cancelled when the workflow is.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Whether the sender hears itself.</summary>
    public bool IsSelf => ReferenceEquals(ReceiverActivityExecutionContext, SenderActivityExecutionContext);

    internal bool IsStopped { get; private set; }

    /// <summary>Keeps the signal from going further up.</summary>
    public void StopPropagation() => IsStopped = true;
}
