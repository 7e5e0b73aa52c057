using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>Asks the host, or the world behind it, to do something, and waits for the report.</summary>
[Activity("Elsa", "Primitives", "Requests a given task to be run. ", Kind = ActivityKind.Action)]
public class RunTask : Activity<object>
{
    /// <summary>The input under which the result of the task comes.</summary>
    public const string InputKey = "RunTaskInput";

    internal const string TypeName = "Elsa.RunTask";

    // For definitions: the name follows with the other properties.
    private RunTask() : base((string?)null, null)
    {
    }

    /// <summary>Puts the result into a variable.</summary>
    public RunTask(MemoryBlockReference output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(output, source, line)
    {
    }

    /// <summary>Puts the result out.</summary>
    public RunTask(Output<object>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(output!, source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(string taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(Func<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(Func<ExpressionExecutionContext, string?> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(Variable<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(taskName), source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(Literal<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>((Literal)taskName), source, line)
    {
    }

    /// <summary>Asks for the task with the name.</summary>
    public RunTask(Input<string> taskName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => TaskName = taskName;

    /// <summary>The name of the task.</summary>
    [Input(Description = "The name of the task being requested.")]
    [Required]
    public Input<string> TaskName { get; set; } = default!;

    /// <summary>What belongs to the task.</summary>
    [Input(Description = "Any additional parameters to send to the task.")]
    public Input<IDictionary<string, object>?> Payload { get; set; } = default!;

    /// <summary>The identity of the task.</summary>
    [Output(Description = "The ID of the task that was requested to run.")]
    public Output<string> TaskId { get; set; } = default!;

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var name = context.Get(TaskName) ?? throw new InvalidOperationException($"The activity '{Id}' asks for a task without a name.");
        var taskId = context.WorkflowExecutionContext.IdentityGenerator.GenerateId();
        context.Set(TaskId, taskId);
        context.CreateBookmark(new CreateBookmarkArgs { Stimulus = new RunTaskStimulus(taskId, name), Callback = ResumeAsync });

        // Whoever does the task may report at once: the instance has to be known to wait by then.
        var request = new RunTaskRequest(context, taskId, name, context.Get(Payload));
        var dispatcher = context.GetRequiredService<ITaskDispatcher>();
        Outbox.AfterCommit(context, () => dispatcher.DispatchAsync(request));
        return ValueTask.CompletedTask;
    }

    private async ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        // The result is of this task: another one that reports none must not find it.
        context.SetResult(context.WorkflowInput.Remove(InputKey, out var result) ? result : null);
        await context.CompleteActivityAsync();
    }
}
