using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime;

/// <summary>Makes records of executions.</summary>
public interface IActivityExecutionMapper
{
    /// <summary>The record of an execution as it stands now.</summary>
    Task<ActivityExecutionRecord> MapAsync(ActivityExecutionContext source);
}
