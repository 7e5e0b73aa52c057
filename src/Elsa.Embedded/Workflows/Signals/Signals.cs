namespace Elsa.Workflows.Signals;

/// <summary>The loop around the sender shall end.</summary>
public record BreakSignal;

/// <summary>The sender was cancelled.</summary>
public record CancelSignal;

/// <summary>The composite around the sender shall complete.</summary>
/// <param name="Value">Its result.</param>
public record CompleteCompositeSignal(object? Value = null);
