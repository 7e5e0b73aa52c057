using Elsa.Workflows.Runtime;

namespace Elsa.Http.IngressSources;

/// <summary>Requests: they are refused with 503 while no new work is taken up, so there is nothing to stop.</summary>
internal sealed class HttpTriggerIngressSource(IQuiescenceSignal signal) : IIngressSource
{
    public string Name => "http.trigger";

    public IngressSourceState CurrentState => signal.IsAcceptingNewWork ? IngressSourceState.Running : IngressSourceState.Paused;

    public TimeSpan PauseTimeout => TimeSpan.FromSeconds(1);

    public ValueTask PauseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ResumeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
