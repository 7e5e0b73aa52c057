using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Operations;

/// <summary>
/// Base of the steps whose work is a durable operation: a step enqueues it, ends its burst at a bookmark, and leaves by the outcome of the operation when
/// that has ended, in whatever process that is.
/// </summary>
public abstract class OperationActivity : Activity
{
    private const string TimesProperty = "TapeFlowsTimes";

    /// <summary>Why the step did not leave by Done: what happened, to what, what was kept, what to do.</summary>
    [Output(Description = "Why the step did not leave by Done: what happened, what was kept, what to do.")]
    public Output<string> Problem { get; set; } = default!;

    /// <summary>What the operation does.</summary>
    private protected abstract OperationKind Kind { get; }

    /// <summary>What exactly, from the inputs.</summary>
    private protected abstract object RequestFrom(ActivityExecutionContext context);

    /// <summary>Sets outputs from the result of the operation.</summary>
    /// <param name="context">Outputs.</param>
    /// <param name="operation">It has ended.</param>
    private protected virtual void Tell(ActivityExecutionContext context, Operation operation)
    {
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var request = new OperationRequest
        {
            Key = KeyOf(context),
            Kind = Kind,
            Run = context.WorkflowExecutionContext.Id,
            Waiter = context.WorkflowExecutionContext.Id,
            Data = OperationJson.Text(RequestFrom(context)),
        };
        var operation = await context.GetRequiredService<IOperations>().EnqueueAsync(request, context.CancellationToken);
        // Begun before, by a process that died before its burst was stored, and ended since.
        if (operation.State.IsEnd())
            await LeaveAsync(context, operation);
        else
            context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = OperationStimulus.BookmarkName,
                Stimulus = new OperationStimulus(request.Key),
                Callback = EndedAsync,
                AutoComplete = false,
            });
    }

    private async ValueTask EndedAsync(ActivityExecutionContext context)
    {
        var id = Guid.Parse(context.WorkflowInput[OperationStimulus.OperationInput].ToString()!);
        var operation = await context.GetRequiredService<IOperations>().GetAsync(id, context.CancellationToken)
            ?? throw new OperationException($"Operation {id} has ended, but its row is gone. What it did is in the catalog; run the procedure again.");
        await LeaveAsync(context, operation);
    }

    private async ValueTask LeaveAsync(ActivityExecutionContext context, Operation operation)
    {
        // With this burst the step has been done once more: the next time it is another operation.
        context.WorkflowExecutionContext.Properties[PropertyOf(context)] = TimesOf(context) + 1;
        if (operation.Problem is { } problem)
        {
            context.Set(Problem, problem);
            context.AddExecutionLogEntry(operation.Outcome!, problem);
        }

        Tell(context, operation);
        await context.CompleteActivityWithOutcomesAsync(operation.Outcome!);
    }

    // The execution of a step gets another identity when it is begun again after a crash; its place in the workflow and how often it was done do not.
    private static string KeyOf(ActivityExecutionContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{context.WorkflowExecutionContext.Id}/{context.NodeId}/{TimesOf(context) + 1}");

    private static int TimesOf(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Properties.TryGetValue(PropertyOf(context), out var times) ? int.Parse(times.ToString()!, CultureInfo.InvariantCulture) : 0;

    private static string PropertyOf(ActivityExecutionContext context) => $"{TimesProperty}:{context.NodeId}";
}
