using Elsa.Mediator.Contracts;

namespace Elsa.Workflows.Runtime.Notifications;

/// <summary>Someone paused the runtime.</summary>
/// <param name="RequestedBy">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Timestamp">When.</param>
public record RuntimePauseRequested(string? RequestedBy, string? Reason, DateTimeOffset Timestamp) : INotification;

/// <summary>Someone ended the pause of the runtime.</summary>
/// <param name="RequestedBy">Who.</param>
/// <param name="Timestamp">When.</param>
public record RuntimeResumeRequested(string? RequestedBy, DateTimeOffset Timestamp) : INotification;

/// <summary>Someone drained the runtime by force.</summary>
/// <param name="RequestedBy">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Outcome">What came of it.</param>
public record RuntimeForceDrainRequested(string? RequestedBy, string? Reason, DateTimeOffset Timestamp, DrainOutcome Outcome) : INotification;
