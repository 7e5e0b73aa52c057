namespace Elsa.Workflows.State;

/// <summary>The last value that an activity put out under a name.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityInstanceId">The execution.</param>
/// <param name="ContainerId">The execution around it.</param>
/// <param name="Name">The output.</param>
/// <param name="Value">The value.</param>
internal sealed record ActivityOutputState(string ActivityId, string ActivityInstanceId, string ContainerId, string Name, object? Value);
