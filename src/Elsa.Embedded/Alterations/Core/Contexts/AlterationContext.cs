using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Models;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Microsoft.Extensions.Logging;

namespace Elsa.Alterations.Core.Contexts;

/// <summary>A change that is being made.</summary>
public class AlterationContext
{
    /// <summary>Creates the context of a change.</summary>
    public AlterationContext(IAlteration alteration, WorkflowExecutionContext workflowExecutionContext, AlterationLog log, CancellationToken cancellationToken)
    {
        Alteration = alteration;
        WorkflowExecutionContext = workflowExecutionContext;
        AlterationLog = log;
        CancellationToken = cancellationToken;
    }

    /// <summary>The change.</summary>
    public IAlteration Alteration { get; }

    /// <summary>The instance, as it will be stored if all changes succeed; another one after a migration.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; set; }

    /// <summary>The workflow.</summary>
    public Workflow Workflow => WorkflowExecutionContext.Workflow;

    /// <summary>What is told of the changes.</summary>
    public AlterationLog AlterationLog { get; }

    /// <summary>Cancelled when the caller gives up.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The services of the change.</summary>
    public IServiceProvider ServiceProvider => WorkflowExecutionContext.ServiceProvider;

    /// <summary>Called once all changes have succeeded, before they are stored.</summary>
    public Func<Task>? CommitAction { get; set; }

    /// <summary>Whether the handler said that it failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the handler said that it succeeded.</summary>
    public bool HasSucceeded { get; private set; }

    private string Name => Alteration.GetType().Name;

    /// <summary>Tells something of the change.</summary>
    public void Log(string eventName, string message, LogLevel logLevel = LogLevel.Information) => AlterationLog.Add(message, logLevel, eventName);

    /// <summary>The change was made.</summary>
    public void Succeed() => Succeed($"{Name} succeeded");

    /// <summary>The change was made, but for what is done at the end.</summary>
    public void Succeed(Func<Task> commitAction) => Succeed($"{Name} succeeded", commitAction);

    /// <summary>The change was made, but for what is done at the end.</summary>
    public void Succeed(Action commitAction) => Succeed($"{Name} succeeded", commitAction);

    /// <summary>The change was made.</summary>
    public void Succeed(string message)
    {
        HasSucceeded = true;
        Log($"Alteration {Name} succeeded", message);
    }

    /// <summary>The change was made, but for what is done at the end.</summary>
    public void Succeed(string message, Func<Task> commitAction)
    {
        Succeed(message);
        CommitAction = commitAction;
    }

    /// <summary>The change was made, but for what is done at the end.</summary>
    public void Succeed(string message, Action commitAction) => Succeed(message, () =>
    {
        commitAction();
        return Task.CompletedTask;
    });

    /// <summary>The change cannot be made: nothing of what was asked for is stored.</summary>
    public void Fail(string? message = null)
    {
        HasFailed = true;
        Log($"Alteration {Name} failed", message ?? $"{Name} failed", LogLevel.Error);
    }
}
