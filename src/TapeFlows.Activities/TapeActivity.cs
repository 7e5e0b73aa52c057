using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Microsoft.Extensions.Logging;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Activities;

/// <summary>
/// Base of the steps that work with tape. What goes wrong is not thrown at the engine: it leaves by an outcome, with words in
/// <see cref="Problem"/>, so that the procedure decides what comes next.
/// </summary>
public abstract partial class TapeActivity : Activity
{
    /// <summary>Why the step did not leave by Done: what happened, to what, what was kept, what to do.</summary>
    [Output(Description = "Why the step did not leave by Done: what happened, what was kept, what to do.")]
    public Output<string> Problem { get; set; } = default!;

    /// <summary>Does the work of the step.</summary>
    /// <param name="context">Inputs and outputs.</param>
    /// <param name="run">What the run has in its hands.</param>
    /// <param name="cancellationToken">Asks for an end at a safe point.</param>
    private protected abstract Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var run = context.GetRequiredService<TapeRuns>().Of(context.WorkflowExecutionContext);
        var end = await EndOfAsync(context, run);
        run.Record(Type, end.Outcome == Outcomes.Done ? null : end.Problem);
        if (end.Problem is { } problem)
        {
            context.Set(Problem, problem);
            context.AddExecutionLogEntry(end.Outcome, problem);
        }

        await context.CompleteActivityWithOutcomesAsync(end.Outcome);
    }

    private async Task<StepEnd> EndOfAsync(ActivityExecutionContext context, TapeRun run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, context.CancellationToken);
        try
        {
            return await WorkAsync(context, run, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return StepEnd.Failed(Texts.OperatorTexts.Stopped);
        }
        catch (NoVolumeException e)
        {
            return StepEnd.NeedsOperator(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A step must never take the procedure down with it: a cartridge may be in the drive and somebody has to be told.
            LogFailure(context.GetRequiredService<ILoggerFactory>().CreateLogger(GetType()), e, Type, run.Id);
            return StepEnd.Failed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Step} of run {Run} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string step, string run);
}

/// <summary>How a step ended.</summary>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
/// <param name="Problem">Why not Done.</param>
internal readonly record struct StepEnd(string Outcome, string? Problem = null)
{
    public static StepEnd Done { get; } = new(Outcomes.Done);

    public static StepEnd Failed(string problem) => new(Outcomes.Failed, problem);

    public static StepEnd NeedsOperator(string problem) => new(Outcomes.NeedsOperator, problem);

    public static StepEnd Damaged(string problem) => new(Outcomes.Damaged, problem);
}
