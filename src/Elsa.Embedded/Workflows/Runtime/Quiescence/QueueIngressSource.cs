using Elsa.Workflows.Runtime.Dispatch;

namespace Elsa.Workflows.Runtime.Quiescence;

/// <summary>The queues of dispatches and events: they look at the signal themselves before they take up work.</summary>
internal sealed class QueueIngressSource(IQuiescenceSignal signal, DispatchSignal dispatches, BookmarkQueueSignal queue) : IIngressSource
{
    public string Name => "internal.bookmark-queue-worker";

    public IngressSourceState CurrentState => signal.IsAcceptingNewWork ? IngressSourceState.Running : IngressSourceState.Paused;

    public TimeSpan PauseTimeout => TimeSpan.FromSeconds(1);

    public ValueTask PauseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        dispatches.Set();
        queue.Set();
        return ValueTask.CompletedTask;
    }
}
