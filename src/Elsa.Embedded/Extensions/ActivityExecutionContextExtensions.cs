using Elsa.Expressions.Helpers;
using Elsa.Workflows;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Services;
using Elsa.Workflows.Signals;

namespace Elsa.Extensions;

/// <summary>What activities often do with their execution.</summary>
public static class ActivityExecutionContextExtensions
{
    /// <summary>Evaluates all inputs that the engine evaluates.</summary>
    public static Task EvaluateInputPropertiesAsync(this ActivityExecutionContext context) => InputEvaluation.EvaluateAllAsync(context).AsTask();

    /// <summary>Evaluates one input; throws if the activity has none of that name.</summary>
    public static async Task<object?> EvaluateInputPropertyAsync(this ActivityExecutionContext context, string inputName)
    {
        var descriptor = context.ActivityDescriptor.Inputs.FirstOrDefault(x => x.Name == inputName)
            ?? throw new InvalidOperationException($"The activity type {context.Activity.Type} has no input '{inputName}'.");
        return await InputEvaluation.EvaluateAsync(context, descriptor);
    }

    /// <summary>Evaluates an expression that is held as an input.</summary>
    public static async Task<T?> EvaluateAsync<T>(this ActivityExecutionContext context, Input<T> input) =>
        (await InputEvaluation.EvaluateAsync(context, input, typeof(T))).ConvertTo<T>();

    /// <summary>The executions around this one, the nearest first.</summary>
    public static IEnumerable<ActivityExecutionContext> GetAncestors(this ActivityExecutionContext activityExecutionContext)
    {
        for (var context = activityExecutionContext.ParentActivityExecutionContext; context is not null; context = context.ParentActivityExecutionContext)
            yield return context;
    }

    /// <summary>The nearest execution around this one that fits.</summary>
    public static ActivityExecutionContext? FindParent(this ActivityExecutionContext activityExecutionContext, Func<ActivityExecutionContext, bool> predicate) =>
        activityExecutionContext.GetAncestors().FirstOrDefault(predicate);

    /// <summary>The executions directly inside this one.</summary>
    public static IEnumerable<ActivityExecutionContext> GetChildren(this ActivityExecutionContext activityExecutionContext) => activityExecutionContext.Children;

    /// <summary>The executions directly inside this one that have not ended.</summary>
    public static IEnumerable<ActivityExecutionContext> GetActiveChildren(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.RunningChildren == 0 ? [] : activityExecutionContext.Children.Where(x => !x.IsEnded);

    /// <summary>All executions inside this one.</summary>
    public static IEnumerable<ActivityExecutionContext> GetDescendants(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.Children.SelectMany(x => x.GetDescendants().Prepend(x));

    /// <summary>The value of a variable in scope.</summary>
    public static T? GetVariable<T>(this ActivityExecutionContext context, string name) => context.ExpressionExecutionContext.GetVariable<T>(name);

    /// <summary>Sets a variable in scope, or declares it.</summary>
    public static Variable SetVariable(this ActivityExecutionContext context, string name, object? value, Action<Expressions.Models.MemoryBlock>? configure = null) =>
        context.ExpressionExecutionContext.SetVariable(name, value, configure);

    /// <summary>The value of a workflow input; throws if there is none.</summary>
    public static T GetWorkflowInput<T>(this ActivityExecutionContext context, string key, System.Text.Json.JsonSerializerOptions? serializerOptions = null) =>
        context.WorkflowInput.TryGetValue(key, out var value)
            ? value.ConvertTo<T>(new ObjectConverterOptions(serializerOptions))!
            : throw new KeyNotFoundException($"The workflow got no input '{key}'.");

    /// <summary>The value of a workflow input, if there is one.</summary>
    public static bool TryGetWorkflowInput<T>(this ActivityExecutionContext context, string key, out T value, System.Text.Json.JsonSerializerOptions? serializerOptions = null)
    {
        var found = context.WorkflowInput.TryGetValue(key, out var any);
        value = found ? any.ConvertTo<T>(new ObjectConverterOptions(serializerOptions))! : default!;
        return found;
    }

    /// <summary>Records the result of the activity.</summary>
    public static void SetResult(this ActivityExecutionContext context, object? value)
    {
        var output = (context.Activity as IActivityWithResult)?.Result;
        context.Set(output, value, ActivityOutputRegister.DefaultOutputName);
    }

    /// <summary>Sends a signal to the activity itself and then up through those around it, until one stops it.</summary>
    public static async ValueTask SendSignalAsync(this ActivityExecutionContext activityExecutionContext, object signal)
    {
        for (var receiver = activityExecutionContext; receiver is not null; receiver = receiver.ParentActivityExecutionContext)
        {
            if (receiver.Activity is not ISignalHandler handler)
                continue;
            var context = new SignalContext(receiver, activityExecutionContext, activityExecutionContext.CancellationToken);
            await handler.ReceiveSignalAsync(signal, context);
            if (context.IsStopped)
                return;
        }
    }

    /// <summary>Cancels the execution and everything inside it, and tells those around it.</summary>
    public static async Task CancelActivityAsync(this ActivityExecutionContext activityExecutionContext)
    {
        var context = activityExecutionContext;
        if (context.IsEnded)
            return;

        await context.CancelDescendantsAsync();
        context.ClearBookmarks();
        context.TransitionTo(ActivityStatus.Canceled);
        if (context.ParentActivityExecutionContext is { } owner)
            context.WorkflowExecutionContext.PopCompletionCallback(owner, context.ActivityNode);
        context.AddExecutionLogEntry("Canceled");
        await context.SendSignalAsync(new CancelSignal());
        await context.WorkflowExecutionContext.NotifyAsync(new ActivityCancelled(context));
    }

    /// <summary>Whether this execution is what started the workflow: then what it waits for has just happened. In a later turn of a loop it has not.</summary>
    public static bool IsTriggerOfWorkflow(this ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        return workflow is { TriggerIsDone: false, TriggerActivityId: { } id } && id == context.Activity.Id;
    }

    /// <summary>The nearest execution around this one that declares variables.</summary>
    public static ActivityExecutionContext? FindParentWithVariableContainer(this ActivityExecutionContext activityExecutionContext) =>
        activityExecutionContext.FindParent(x => x.Activity is IVariableContainer);

    /// <summary>The activity of the workflow with an id, or else with a name.</summary>
    public static IActivity? FindActivityByIdOrName(this ActivityExecutionContext activityExecutionContext, string idOrName)
    {
        var workflow = activityExecutionContext.WorkflowExecutionContext;
        return workflow.FindActivityById(idOrName) ?? workflow.Nodes.FirstOrDefault(x => x.Activity.Name == idOrName)?.Activity;
    }

    /// <summary>The values of all variables in scope by name; the nearest hides those further out.</summary>
    public static IDictionary<string, object> GetVariableValues(this ActivityExecutionContext context)
    {
        var values = new Dictionary<string, object>();
        foreach (var variable in context.ExpressionExecutionContext.GetVariablesInScope())
            values.TryAdd(variable.Name, context.ExpressionExecutionContext.Get(variable)!);
        return values;
    }

    /// <summary>Declares a variable that this execution and those inside it see.</summary>
    public static Variable CreateVariable(this ActivityExecutionContext context, string name, object? value, Type? storageDriverType = null, Action<Expressions.Models.MemoryBlock>? configure = null)
    {
        var variable = new Variable(name, value) { StorageDriverType = storageDriverType };
        context.DynamicVariables.Add(variable);
        configure?.Invoke(context.ExpressionExecutionContext.Memory.Declare(variable));
        context.Taint();
        return variable;
    }

    /// <summary>Sets a variable that this execution alone declared, or declares it.</summary>
    public static Variable SetDynamicVariable<T>(this ActivityExecutionContext context, string name, T value, Action<Expressions.Models.MemoryBlock>? configure = null)
    {
        if (context.DynamicVariables.FirstOrDefault(x => x.Name == name) is not { } known)
            return context.CreateVariable(name, value, configure: configure);
        context.ExpressionExecutionContext.Set(known, value, configure);
        return known;
    }

    /// <summary>Takes a fault back, so that the execution can be scheduled once more: it and those around it count it no longer, and its inputs are evaluated anew.</summary>
    public static void RecoverFromFault(this ActivityExecutionContext activityExecutionContext)
    {
        var context = activityExecutionContext;
        if (context.Status != ActivityStatus.Faulted)
            return;
        var faults = context.AggregateFaultCount;
        for (var around = context; around is not null; around = around.ParentActivityExecutionContext)
            around.AggregateFaultCount -= faults;
        context.Exception = null;
        context.ForgetInputs();
        context.TransitionTo(ActivityStatus.Running);
    }

    /// <summary>Marks the execution as faulted and records the incident, without asking the strategy.</summary>
    public static void Fault(this ActivityExecutionContext activityExecutionContext, Exception e) => activityExecutionContext.MarkFaulted(e);

    internal static async Task CancelDescendantsAsync(this ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        workflow.Unschedule(x => ReferenceEquals(x.Owner, context));
        workflow.RemoveCompletionCallbacksOf(context);
        context.IsCancelingChildren = true;
        foreach (var child in context.GetActiveChildren().ToList())
            await child.CancelActivityAsync();
    }
}
