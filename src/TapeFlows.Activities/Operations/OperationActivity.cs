using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Microsoft.Extensions.Logging;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Operations;

/// <summary>
/// Base of the steps that work with tape. The work is a durable operation: a step enqueues it, ends its burst at a bookmark, and leaves by the outcome of the operation when
/// that has ended, in whatever process that is. In a process whose operations are its own, such as a command, it waits where it stands. What goes wrong is not thrown at the
/// engine: it leaves by an outcome, with words in <see cref="Problem"/>, so that the procedure decides what comes next.
/// </summary>
public abstract partial class OperationActivity : Activity
{
    /// <summary>The property of a workflow instance that says that it has had operations.</summary>
    internal const string UsedProperty = "TapeFlowsOperations";

    private const string TimesProperty = "TapeFlowsTimes";

    /// <summary>Why the step did not leave by Done: what happened, to what, what was kept, what to do.</summary>
    [Output(Description = "Why the step did not leave by Done: what happened, what was kept, what to do.")]
    public Output<string> Problem { get; set; } = default!;

    /// <summary>What the operation does.</summary>
    private protected abstract OperationKind Kind { get; }

    /// <summary>Whether it is done also after the run was asked to stop, because it cleans up.</summary>
    private protected virtual bool IsDoneAfterStop => false;

    /// <summary>What exactly, from the inputs; <see langword="null"/>: nothing is to be done.</summary>
    /// <exception cref="OperationException">An input makes no sense; the step leaves by Failed with the message.</exception>
    private protected abstract object? RequestFrom(ActivityExecutionContext context);

    /// <summary>The drive that it needs; <see langword="null"/>: any.</summary>
    private protected virtual string? DriveFrom(ActivityExecutionContext context) => null;

    /// <summary>Sets outputs from the result of the operation, and tells who watches.</summary>
    /// <param name="context">Outputs.</param>
    /// <param name="operation">It has ended.</param>
    /// <param name="run">The run, when somebody watches it here.</param>
    private protected virtual void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var run = context.GetRequiredService<TapeRuns>().Of(context.WorkflowExecutionContext);
        try
        {
            if (RequestFrom(context) is { } request)
                await EnqueueAsync(context, RequestOf(context, request), run);
            else
                await CompleteAsync(context, run, Outcomes.Done, problem: null);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            // A step must never take the procedure down with it: a cartridge may be in the drive and somebody has to be told.
            LogFailure(context.GetRequiredService<ILoggerFactory>().CreateLogger(GetType()), e, Type, context.WorkflowExecutionContext.Id);
            await CompleteAsync(context, run, Outcomes.Failed, e.Message);
        }
    }

    private OperationRequest RequestOf(ActivityExecutionContext context, object request) => new()
    {
        Key = KeyOf(context),
        Kind = Kind,
        Run = context.WorkflowExecutionContext.Id,
        Waiter = context.WorkflowExecutionContext.Id,
        Drive = DriveFrom(context),
        Data = OperationJson.Text(request),
    };

    private async Task EnqueueAsync(ActivityExecutionContext context, OperationRequest request, TapeRun? run)
    {
        context.WorkflowExecutionContext.Properties[UsedProperty] = true;
        var operations = context.GetRequiredService<IOperations>();
        if (operations.IsPrivate)
        {
            await DoAsync(context, operations, request, run);
            return;
        }

        var operation = await operations.EnqueueAsync(request, context.CancellationToken);
        // Begun before, by a process that died before its burst was stored, and ended since.
        if (operation.State.IsEnd())
            await LeaveAsync(context, operation, run);
        else
            context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = OperationStimulus.BookmarkName,
                Stimulus = new OperationStimulus(request.Key),
                Callback = EndedAsync,
                AutoComplete = false,
            });
    }

    private async Task DoAsync(ActivityExecutionContext context, IOperations operations, OperationRequest request, TapeRun? run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run?.Stopping ?? CancellationToken.None, context.CancellationToken);
        if (stop.IsCancellationRequested && !IsDoneAfterStop)
        {
            await CompleteAsync(context, run, Outcomes.Failed, Texts.OperatorTexts.Stopped);
            return;
        }

        var operation = await operations.DoAsync(request with { Waiter = null }, IsDoneAfterStop ? CancellationToken.None : stop.Token);
        await LeaveAsync(context, operation.State == OperationState.Cancelled && stop.IsCancellationRequested ? operation with { Problem = Texts.OperatorTexts.Stopped } : operation, run);
    }

    private async ValueTask EndedAsync(ActivityExecutionContext context)
    {
        var id = Guid.Parse(context.WorkflowInput[OperationStimulus.OperationInput].ToString()!);
        var operation = await context.GetRequiredService<IOperations>().GetAsync(id, context.CancellationToken)
            ?? throw new OperationException($"Operation {id} has ended, but its row is gone. What it did is in the catalog; run the procedure again.");
        await LeaveAsync(context, operation, run: null);
    }

    private async ValueTask LeaveAsync(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        // With this burst the step has been done once more: the next time it is another operation.
        context.WorkflowExecutionContext.Properties[PropertyOf(context)] = TimesOf(context) + 1;
        Tell(context, operation, run);
        await CompleteAsync(context, run, operation.Outcome!, operation.Problem);
    }

    private async ValueTask CompleteAsync(ActivityExecutionContext context, TapeRun? run, string outcome, string? problem)
    {
        run?.Record(Type, outcome == Outcomes.Done ? null : problem);
        if (problem is not null)
        {
            context.Set(Problem, problem);
            context.AddExecutionLogEntry(outcome, problem);
        }

        await context.CompleteActivityWithOutcomesAsync(outcome);
    }

    // The execution of a step gets another identity when it is begun again after a crash; its place in the workflow and how often it was done do not.
    private static string KeyOf(ActivityExecutionContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{context.WorkflowExecutionContext.Id}/{context.NodeId}/{TimesOf(context) + 1}");

    private static int TimesOf(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Properties.TryGetValue(PropertyOf(context), out var times) ? int.Parse(times.ToString()!, CultureInfo.InvariantCulture) : 0;

    private static string PropertyOf(ActivityExecutionContext context) => $"{TimesProperty}:{context.NodeId}";

    [LoggerMessage(LogLevel.Debug, "{Step} of run {Run} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string step, string run);
}
