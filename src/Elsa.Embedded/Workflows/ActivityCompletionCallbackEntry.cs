using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Says whom to call when a child completes.</summary>
/// <param name="Owner">The execution that scheduled the child.</param>
/// <param name="Child">The child.</param>
/// <param name="CompletionCallback">The method to call, if any.</param>
/// <param name="Tag">What the owner wants to remember.</param>
public record ActivityCompletionCallbackEntry(ActivityExecutionContext Owner, ActivityNode Child, ActivityCompletionCallback? CompletionCallback, object? Tag = null);
