using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>A trigger as the documentation writes one: it starts a workflow, and waits where it stands inside one.</summary>
[Activity("Samples", "Doors", "Waits for someone at a door.")]
public sealed class Doorbell : Trigger<string>
{
    public Input<string> Door { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            await OnRungAsync(context);
        else
            context.CreateBookmark(new DoorbellPayload(context.Get(Door)!), OnRungAsync, includeActivityInstanceId: false);
    }

    protected override object GetTriggerPayload(TriggerIndexingContext context) => new DoorbellPayload(context.Get(Door)!);

    private async ValueTask OnRungAsync(ActivityExecutionContext context)
    {
        Result.Set(context, context.GetWorkflowInput<string>("Visitor"));
        await context.CompleteActivityAsync();
    }
}

public sealed record DoorbellPayload(string Door);
