using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Makes work that can be stored, and reads it again.</summary>
internal sealed class DispatchFactory(IIdentityGenerator identities, LedgerClock clock, IWorkflowStateSerializer serializer)
{
    public DispatchItem Start(string instanceId, CreateAndRunWorkflowInstanceRequest request, bool isClaimOpen = false) =>
        Make(DispatchKind.Start, instanceId, request.ParentId, new StartMessage { Request = request, IsClaimOpen = isClaimOpen });

    public DispatchItem Run(string instanceId, RunMessage message) => Make(DispatchKind.Run, instanceId, null, message);

    /// <summary>Goes on with whatever is due, or with what was promised.</summary>
    public DispatchItem Continue(string instanceId, string continuation, TimeSpan delay = default)
    {
        var item = Make(DispatchKind.Run, instanceId, null, continuation);
        item.DueAt += delay;
        return item;
    }

    public DispatchItem Stimulus(StimulusMessage message) => Make(DispatchKind.Stimulus, null, message.Metadata.ParentWorkflowInstanceId, message);

    public DispatchItem Cancel(string instanceId) => Make(DispatchKind.Cancel, instanceId, null, "{}");

    /// <summary>A step of a plan; it belongs to no instance, so that it does not go with one. One with an identity of its own is in the queue once at a time.</summary>
    public DispatchItem Alteration(object message, string? id = null)
    {
        var item = Make(DispatchKind.Alteration, null, null, message);
        item.Id = id ?? item.Id;
        return item;
    }

    public string Write(RunMessage message) => serializer.Serialize(message);

    public T Read<T>(DispatchItem item) =>
        serializer.Deserialize<T>(item.Message) ?? throw new InvalidOperationException($"The dispatch '{item.Id}' holds no message.");

    private DispatchItem Make(DispatchKind kind, string? instanceId, string? parentInstanceId, object message) =>
        Make(kind, instanceId, parentInstanceId, serializer.Serialize(message));

    private DispatchItem Make(DispatchKind kind, string? instanceId, string? parentInstanceId, string message)
    {
        var now = clock.UtcNow;
        return new DispatchItem { Id = identities.GenerateId(), Kind = kind, InstanceId = instanceId, ParentInstanceId = parentInstanceId, Message = message, CreatedAt = now, DueAt = now };
    }
}
