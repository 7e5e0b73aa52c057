using Elsa.Common;
using Elsa.Expressions.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

/// <summary>One execution of a workflow: its instance while it is in memory.</summary>
public partial class WorkflowExecutionContext : IExecutionContext
{
    private readonly List<ActivityExecutionContext> _activityExecutionContexts = [];
    private readonly CompletionCallbackTable _callbacks = new();
    private readonly ActivityOutputRegister _outputRegister = new();
    private readonly INotificationSender _notifications;
    private IDictionary<object, object>? _transientProperties;

    internal WorkflowExecutionContext(IServiceProvider serviceProvider, WorkflowGraph graph, string id, CancellationToken cancellationToken)
    {
        ServiceProvider = serviceProvider;
        WorkflowGraph = graph;
        Id = id;
        CancellationToken = cancellationToken;
        SystemClock = serviceProvider.GetRequiredService<ISystemClock>();
        IdentityGenerator = serviceProvider.GetRequiredService<IIdentityGenerator>();
        ActivityRegistry = serviceProvider.GetRequiredService<IActivityRegistry>();
        _notifications = serviceProvider.GetRequiredService<INotificationSender>();
        MemoryRegister = new MemoryRegister();
        ExpressionExecutionContext = new ExpressionExecutionContext(serviceProvider, MemoryRegister, cancellationToken: cancellationToken) { WorkflowContext = this };
        MemoryRegister.Declare(graph.Workflow.Variables);
        CreatedAt = UpdatedAt = SystemClock.UtcNow;
    }

    /// <inheritdoc />
    public string Id { get; set; }

    /// <summary>The services of the run.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>The workflow and the tree of its activities.</summary>
    public WorkflowGraph WorkflowGraph { get; }

    /// <summary>The workflow.</summary>
    public Workflow Workflow => WorkflowGraph.Workflow;

    /// <inheritdoc />
    public IActivity Activity => Workflow;

    /// <summary>The node of the workflow itself.</summary>
    public ActivityNode Graph => WorkflowGraph.Root;

    /// <summary>All nodes.</summary>
    public IReadOnlyCollection<ActivityNode> Nodes => (IReadOnlyCollection<ActivityNode>)WorkflowGraph.Nodes;

    /// <summary>The time as the engine sees it.</summary>
    public ISystemClock SystemClock { get; }

    /// <summary>Makes identities.</summary>
    public IIdentityGenerator IdentityGenerator { get; }

    /// <summary>The known types of activities.</summary>
    public IActivityRegistry ActivityRegistry { get; }

    /// <summary>Cancelled by whoever runs the workflow; the instance then ends as cancelled.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether the instance is done.</summary>
    public WorkflowStatus Status { get; private set; }

    /// <summary>Where the instance stands.</summary>
    public WorkflowSubStatus SubStatus { get; private set; }

    /// <summary>Whether a burst goes on.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name that the workflow gave the instance.</summary>
    public string? Name { get; set; }

    /// <summary>The instance that started this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>The activity that triggered the run.</summary>
    public string? TriggerActivityId { get; set; }

    // Whether that activity has completed since: what happens there from now on is nobody's start.
    internal bool TriggerIsDone { get; set; }

    /// <summary>When the instance was created.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its status last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object> Input { get; set; } = new Dictionary<string, object>();

    /// <summary>The values of the outputs.</summary>
    public IDictionary<string, object> Output { get; set; } = new Dictionary<string, object>();

    /// <inheritdoc />
    public IDictionary<string, object> Properties { get; set; } = new Dictionary<string, object>();

    /// <summary>What belongs to the run but is never stored.</summary>
    public IDictionary<object, object> TransientProperties
    {
        get => _transientProperties ??= new Dictionary<object, object>();
        set => _transientProperties = value;
    }

    /// <summary>The cells of the workflow.</summary>
    public MemoryRegister MemoryRegister { get; }

    /// <inheritdoc />
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <inheritdoc />
    public IEnumerable<Variable> Variables => Workflow.Variables;

    /// <summary>What waits to be executed.</summary>
    public IActivityScheduler Scheduler { get; } = new ActivityQueue();

    /// <summary>Where the instance waits.</summary>
    public ICollection<Bookmark> Bookmarks { get; set; } = new List<Bookmark>();

    /// <summary>The bookmark that this burst resumes.</summary>
    public ResumedBookmarkContext? ResumedBookmarkContext { get; set; }

    /// <summary>What went wrong.</summary>
    public ICollection<ActivityIncident> Incidents { get; set; } = new List<ActivityIncident>();

    /// <summary>The journal; it grows while the workflow runs.</summary>
    public ICollection<WorkflowExecutionLogEntry> ExecutionLog { get; } = new List<WorkflowExecutionLogEntry>();

    /// <summary>The number of the next line of the journal.</summary>
    public long ExecutionLogSequence { get; set; }

    /// <summary>The executions of activities, oldest first.</summary>
    public IReadOnlyCollection<ActivityExecutionContext> ActivityExecutionContexts => _activityExecutionContexts;

    /// <summary>Whom to call when children complete.</summary>
    public ICollection<ActivityCompletionCallbackEntry> CompletionCallbacks => _callbacks.ToList();

    /// <summary>What activities put out.</summary>
    public ActivityOutputRegister GetActivityOutputRegister() => _outputRegister;

    /// <summary>The last value that any activity put out.</summary>
    public object? GetLastActivityResult() => _outputRegister.LastValue;

    /// <summary>A service that must be there.</summary>
    public T GetRequiredService<T>() where T : notnull => ServiceProvider.GetRequiredService<T>();

    /// <summary>A service that may be there.</summary>
    public T? GetService<T>() => ServiceProvider.GetService<T>();

    /// <summary>Writes a line into the journal on behalf of the workflow.</summary>
    public WorkflowExecutionLogEntry AddExecutionLogEntry(string eventName, string? message = null, object? payload = null)
    {
        var root = _activityExecutionContexts.FirstOrDefault(x => x.ParentActivityExecutionContext is null)
            ?? throw new InvalidOperationException("The workflow has not started: there is no execution that could write into the journal.");
        return root.AddExecutionLogEntry(eventName, message, payload: payload);
    }

    /// <summary>The node of an activity.</summary>
    public ActivityNode? FindNodeByActivity(IActivity activity) => WorkflowGraph.FindNodeByActivity(activity);

    /// <summary>The first node with the activity id.</summary>
    public ActivityNode? FindNodeByActivityId(string activityId) => WorkflowGraph.FindNodeByActivityId(activityId);

    /// <summary>The node with the path.</summary>
    public ActivityNode? FindNodeById(string nodeId) => WorkflowGraph.FindNodeById(nodeId);

    /// <summary>The first activity with the id.</summary>
    public IActivity? FindActivityById(string activityId) => WorkflowGraph.FindActivityById(activityId);

    /// <summary>The activity that the handle names.</summary>
    public IActivity? FindActivity(ActivityHandle handle) =>
        handle.ActivityInstanceId is { } id ? _activityExecutionContexts.FirstOrDefault(x => x.Id == id)?.Activity : WorkflowGraph.FindActivity(handle);

    internal Task NotifyAsync(INotification notification) => _notifications.SendAsync(notification, CancellationToken.None);
}
