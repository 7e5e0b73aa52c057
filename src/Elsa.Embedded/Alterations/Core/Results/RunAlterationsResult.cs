using Elsa.Alterations.Core.Models;
using Microsoft.Extensions.Logging;

namespace Elsa.Alterations.Core.Results;

/// <summary>What came of the changes of an instance.</summary>
public class RunAlterationsResult
{
    /// <summary>Creates a result.</summary>
    public RunAlterationsResult(string workflowInstanceId, AlterationLog log)
    {
        WorkflowInstanceId = workflowInstanceId;
        Log = log;
    }

    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; }

    /// <summary>What happened.</summary>
    public AlterationLog Log { get; set; }

    /// <summary>Whether somebody has to dispatch the instance. Here nobody has: what is due was dispatched with the changes.</summary>
    public bool WorkflowHasScheduledWork { get; set; }

    /// <summary>Whether all changes were made and stored.</summary>
    public bool IsSuccessful => Log.LogEntries.All(x => x.LogLevel < LogLevel.Error);
}
