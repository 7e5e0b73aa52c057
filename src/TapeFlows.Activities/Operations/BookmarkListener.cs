using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Operations;

/// <summary>
/// Resumes the step that waits for an operation. The end goes into the engine's own queue of events, which is durable and keeps it until the bookmark is
/// there: an operation may end before the burst that enqueued it is stored. An end that is told again finds the bookmark burnt.
/// </summary>
/// <param name="services">Makes a scope for each end.</param>
public sealed class BookmarkListener(IServiceScopeFactory services) : IOperationListener
{
    /// <inheritdoc/>
    public async Task OnEndedAsync(Operation operation, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IStimulusHasher>();
        var item = new NewBookmarkQueueItem
        {
            WorkflowInstanceId = operation.Waiter,
            ActivityTypeName = OperationStimulus.BookmarkName,
            StimulusHash = hasher.Hash(OperationStimulus.BookmarkName, new OperationStimulus(operation.Key)),
            Options = new ResumeBookmarkOptions
            {
                Input = new Dictionary<string, object>(StringComparer.Ordinal) { [OperationStimulus.OperationInput] = operation.Id.ToString() },
            },
        };
        await scope.ServiceProvider.GetRequiredService<IBookmarkQueue>().EnqueueAsync(item, cancellationToken);
    }
}
