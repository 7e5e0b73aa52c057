using Elsa.Workflows.Runtime.Messages;

namespace Elsa.Workflows.Runtime.Results;

/// <summary>What came of an event.</summary>
/// <param name="WorkflowInstanceResponses">The instances that it started or resumed.</param>
public record SendStimulusResult(ICollection<RunWorkflowInstanceResponse> WorkflowInstanceResponses);
