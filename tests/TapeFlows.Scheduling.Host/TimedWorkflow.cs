using Elsa.Workflows;
using Elsa.Workflows.Activities;

namespace TapeFlows.Scheduling.Host;

/// <summary>A procedure with a timer inside. Its first run waits for ever; those after it end.</summary>
public sealed class TimedWorkflow : WorkflowBase
{
    /// <summary>Its definition.</summary>
    public const string Definition = "timed";

    /// <inheritdoc />
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId(Definition);
        builder.Name = "Timed";
        builder.Root = new Sequence
        {
            Activities =
            {
                new Elsa.Scheduling.Activities.Timer(TimeSpan.FromSeconds(1)) { Id = "every-second", CanStartWorkflow = true },
                new FirstWaits(),
            },
        };
    }
}

/// <summary>Waits at a bookmark in the first run that there is.</summary>
public sealed class FirstWaits : Activity
{
    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var ledger = context.GetRequiredService<Ledger>();
        await ledger.BeginAsync(context.WorkflowExecutionContext.Id, "timed", "node");
        if (await ledger.TakeAsync("the first"))
            context.CreateBookmark();
        else
            await context.CompleteActivityAsync();
    }
}
