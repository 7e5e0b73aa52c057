using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Activities.Unattended;

/// <summary>
/// Base of the steps that look after the house: they hold no tape, and may be done again after a crash. What goes wrong leaves by Failed, with words in <see cref="Problem"/>.
/// </summary>
public abstract partial class UnattendedStep : Activity
{
    /// <summary>What was done or found, line by line.</summary>
    [Output(Description = "What was done or found, line by line.")]
    public Output<string> Report { get; set; } = default!;

    /// <summary>Why the step left by Failed: what happened, what was kept, what to do.</summary>
    [Output(Description = "Why the step left by Failed: what happened, what was kept, what to do.")]
    public Output<string> Problem { get; set; } = default!;

    /// <summary>Does the work.</summary>
    private protected abstract Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var end = await EndOfAsync(context);
        if (end.Problem is { } problem)
        {
            context.Set(Problem, problem);
            context.AddExecutionLogEntry(end.Outcome, problem);
        }

        await context.CompleteActivityWithOutcomesAsync(end.Outcome);
    }

    /// <summary>Sets the report, and writes it to the journal.</summary>
    private protected void Tell(ActivityExecutionContext context, IReadOnlyCollection<string> lines)
    {
        var text = string.Join('\n', lines);
        context.Set(Report, text);
        context.AddExecutionLogEntry(nameof(Report), text);
    }

    private async Task<StepEnd> EndOfAsync(ActivityExecutionContext context)
    {
        try
        {
            return await WorkAsync(context, context.CancellationToken);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFailure(context.GetRequiredService<ILoggerFactory>().CreateLogger(GetType()), e, Type, context.WorkflowExecutionContext.Id);
            return StepEnd.Failed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Step} of run {Run} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string step, string run);
}
