using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Stimuli;
using Elsa.Workflows.Runtime.UIHints;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>Has another workflow run in the background once for each item, and waits for all of them if asked to. All dispatches are stored with the instance itself.</summary>
[Activity("Elsa", "Composition", "Create new workflow instances for each item in the data source and dispatch them for execution.", Kind = ActivityKind.Task)]
[FlowNode("Completed", "Canceled", "Done")]
public class BulkDispatchWorkflows : Activity
{
    private const string Waiting = "DispatchedInstanceIds";

    /// <summary>Creates the activity.</summary>
    public BulkDispatchWorkflows([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The definition.</summary>
    [Input(UIHint = "workflow-definition-picker", DisplayName = "Workflow Definition", Description = "The definition ID of the workflows to dispatch.")]
    [Required]
    public Input<string> WorkflowDefinitionId { get; set; } = default!;

    /// <summary>The items: a list, or JSON of one. An item that is an object gives the inputs by their names.</summary>
    [Input(Description = "The data source to use for dispatching the workflows.")]
    public Input<object> Items { get; set; } = default!;

    /// <summary>The input that takes an item which is no object.</summary>
    [Input(
        Description = "The default key to use for the input name when sending the current item to the dispatched workflow. Will not be used if the Items field contain a list of dictionaries",
        DefaultValue = "Item")]
    public Input<string> DefaultItemInputKey { get; set; } = new("Item");

    /// <summary>What ties each new instance to the business; evaluated for each item, as the variable Item.</summary>
    [Input(DisplayName = "Correlation ID Function", Description = "A function to compute the correlation ID to associate a dispatched workflow with.", AutoEvaluate = false)]
    public Input<string?>? CorrelationIdFunction { get; set; }

    /// <summary>Input that goes to all of them.</summary>
    [Input(Description = "Additional input to send to the workflows being dispatched.")]
    public Input<IDictionary<string, object>?> Input { get; set; } = default!;

    /// <summary>Whether to wait for their end.</summary>
    [Input(Description = "Wait for the dispatched workflows to complete before completing this activity.", DefaultValue = true)]
    public Input<bool> WaitForCompletion { get; set; } = new(true);

    /// <summary>Has no meaning here.</summary>
    [Input(Description = "Start a new trace context when using Open Telemetry.", Category = "Open Telemetry")]
    public Input<bool> StartNewTrace { get; set; } = default!;

    /// <summary>The channel.</summary>
    [Input(UIHint = "dropdown", DisplayName = "Channel", Description = "The channel to dispatch the workflow to.", UIHandler = typeof(DispatcherChannelOptionsProvider))]
    public Input<string?> ChannelName { get; set; } = default!;

    /// <summary>What to do whenever one of them is done.</summary>
    [Port("ChildCompleted")]
    public IActivity? ChildCompleted { get; set; }

    /// <summary>What to do whenever one of them faulted.</summary>
    [Port("ChildFaulted")]
    public IActivity? ChildFaulted { get; set; }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = await ChildWorkflows.FindAsync(context, context.Get(WorkflowDefinitionId));
        var isWaitedFor = context.Get(WaitForCompletion);
        var children = new List<string>();
        foreach (var item in ItemsOf(context.Get(Items)))
        {
            var childId = context.WorkflowExecutionContext.IdentityGenerator.GenerateId();
            var start = ChildWorkflows.Start(context, workflow, InputOf(context, item), await CorrelationIdOfAsync(context, item), isWaitedFor);
            Outbox.Add(context, dispatches => dispatches.Start(childId, start, isClaimOpen: true));
            children.Add(childId);
        }

        if (!isWaitedFor || children.Count == 0)
        {
            await context.CompleteActivityWithOutcomesAsync("Completed", "Done");
            return;
        }

        context.SetProperty(Waiting, children);
        var stimulus = new BulkDispatchWorkflowsStimulus(context.WorkflowExecutionContext.Id) { ScheduledInstanceIdsCount = children.Count };
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Callback = ChildEndedAsync, AutoBurn = false, AutoComplete = false, IncludeActivityInstanceId = true });
    }

    private async ValueTask ChildEndedAsync(ActivityExecutionContext context)
    {
        var end = ChildEnd.Read(context);
        var waiting = context.GetProperty<List<string>>(Waiting) ?? [];
        if (!waiting.Remove(end.WorkflowInstanceId))
            return;
        context.SetProperty(Waiting, waiting);
        var port = end.SubStatus == WorkflowSubStatus.Faulted ? ChildFaulted : ChildCompleted;
        if (port is null)
        {
            await CompleteIfAllEndedAsync(context);
            return;
        }

        var variables = new List<Variable> { new("ChildInstanceId", end.WorkflowInstanceId), new Variable<object>("ChildOutput", end.Output) };
        await context.ScheduleActivityAsync(port, new ScheduleWorkOptions { CompletionCallback = OnPortCompletedAsync, Variables = variables });
    }

    private static ValueTask OnPortCompletedAsync(ActivityCompletedContext context) => CompleteIfAllEndedAsync(context.TargetContext);

    private static async ValueTask CompleteIfAllEndedAsync(ActivityExecutionContext context)
    {
        if (context.GetProperty<List<string>>(Waiting) is not { Count: > 0 } && context.GetActiveChildren().FirstOrDefault() is null)
            await context.CompleteActivityWithOutcomesAsync("Completed", "Done");
    }

    private Dictionary<string, object> InputOf(ActivityExecutionContext context, object? item)
    {
        var input = new Dictionary<string, object>(context.Get(Input) ?? new Dictionary<string, object>());
        var named = item switch
        {
            IDictionary<string, object> dictionary => dictionary,
            JsonElement { ValueKind: JsonValueKind.Object } json => json.ConvertTo<Dictionary<string, object>>(),
            _ => null,
        };
        if (named is null)
            input[context.Get(DefaultItemInputKey) ?? "Item"] = item!;
        foreach (var (key, value) in named ?? new Dictionary<string, object>())
            input[key] = value;
        return input;
    }

    private async Task<string?> CorrelationIdOfAsync(ActivityExecutionContext context, object? item)
    {
        if (CorrelationIdFunction is null)
            return null;
        context.SetVariable("Item", item);
        return await context.EvaluateAsync(CorrelationIdFunction);
    }

    private static IEnumerable<object?> ItemsOf(object? items) => items switch
    {
        null => [],
        string text when text.AsSpan().TrimStart() is ['[', ..] => JsonDocument.Parse(text).RootElement.EnumerateArray().Select(x => JsonValue.Read(x)),
        string text => [text],
        JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray().Select(x => JsonValue.Read(x)),
        IDictionary<string, object> one => [one],
        IEnumerable many => many.Cast<object?>(),
        _ => [items],
    };
}
