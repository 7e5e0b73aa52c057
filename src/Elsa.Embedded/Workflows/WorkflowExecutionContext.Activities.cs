using Elsa.Expressions.Helpers;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Workflows;

public partial class WorkflowExecutionContext
{
    /// <summary>Creates an execution of an activity.</summary>
    public async Task<ActivityExecutionContext> CreateActivityExecutionContextAsync(IActivity activity, ActivityInvocationOptions? options = null)
    {
        var node = FindNodeByActivity(activity) ?? throw new InvalidOperationException($"The activity '{activity.Id}' ({activity.Type}) is not part of the workflow '{Workflow.Identity.DefinitionId}'.");
        var descriptor = await DescribeAsync(activity);
        var context = new ActivityExecutionContext(IdentityGenerator.GenerateId(), this, options?.Owner, node, descriptor, options?.Tag, SystemClock);

        // The workflow's own variables were declared with the workflow; they outlive its activity.
        if (activity is IVariableContainer { Variables.Count: > 0 } container && !ReferenceEquals(activity, Workflow))
            context.DeclareVariables(container);

        if (options?.Variables is not null)
        {
            foreach (var variable in options.Variables)
            {
                context.DynamicVariables.Add(variable);
                context.ExpressionExecutionContext.Memory.Declare(variable);
            }
        }

        foreach (var (key, value) in options?.Input ?? new Dictionary<string, object>())
            context.ActivityInput[key] = value;

        SetOrigin(context, options);
        return context;
    }

    /// <summary>Adds an execution of an activity.</summary>
    public void AddActivityExecutionContext(ActivityExecutionContext context) => _activityExecutionContexts.Add(context);

    /// <summary>The executions that have not ended.</summary>
    public IEnumerable<ActivityExecutionContext> GetActiveActivityExecutionContexts() => _activityExecutionContexts.Where(x => !x.IsEnded);

    private async ValueTask<ActivityDescriptor> DescribeAsync(IActivity activity)
    {
        if (ActivityRegistry.Find(activity.Type, activity.Version) is { } known)
            return known;

        // An activity that only code knows was never registered by a provider.
        await ActivityRegistry.RegisterAsync(activity.GetType(), CancellationToken);
        var (typeName, version) = ActivityTypeNames.Of(activity.GetType());
        return ActivityRegistry.Find(activity.Type, activity.Version) ?? ActivityRegistry.Find(typeName, version)!;
    }

    private void SetOrigin(ActivityExecutionContext context, ActivityInvocationOptions? options)
    {
        var originId = options?.SchedulingActivityExecutionId;
        var origin = originId is null || originId == options?.Owner?.Id ? options?.Owner : _byId.GetValueOrDefault(originId);
        context.SchedulingActivityExecutionId = originId ?? origin?.Id;
        context.SchedulingActivityId = origin?.Activity.Id;
        context.SchedulingWorkflowInstanceId = options?.SchedulingWorkflowInstanceId;
        context.CallStackDepth = origin is not null ? origin.CallStackDepth + 1 : options?.SchedulingCallStackDepth + 1 ?? 0;
        _byId[context.Id] = context;
    }

    private readonly Dictionary<string, ActivityExecutionContext> _byId = new(StringComparer.Ordinal);

    // An execution that goes on keeps its identity.
    internal void Reidentify(ActivityExecutionContext context, string id)
    {
        _byId.Remove(context.Id);
        context.Id = id;
        _byId[id] = context;
    }

    internal ActivityExecutionContext? FindContext(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    internal void SetVariables(IDictionary<string, object>? values)
    {
        foreach (var (name, value) in values ?? new Dictionary<string, object>())
        {
            var variable = Workflow.Variables.FirstOrDefault(x => x.Name == name)
                ?? throw new InvalidOperationException($"The workflow '{Workflow.Identity.DefinitionId}' has no variable '{name}'.");
            variable.Set(ExpressionExecutionContext, value.ConvertTo(variable.ValueType));
        }
    }
}
