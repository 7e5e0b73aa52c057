namespace Elsa.Workflows.State;

/// <summary>Says, in a form that can be stored, whom to call when a child completes.</summary>
public class CompletionCallbackState
{
    /// <summary>Creates an empty entry.</summary>
    public CompletionCallbackState()
    {
    }

    /// <summary>Creates an entry.</summary>
    public CompletionCallbackState(string ownerInstanceId, string childNodeId, string? methodName, object? tag = null)
    {
        OwnerInstanceId = ownerInstanceId;
        ChildNodeId = childNodeId;
        MethodName = methodName;
        Tag = tag;
    }

    /// <summary>The execution that scheduled the child.</summary>
    public string OwnerInstanceId { get; init; } = default!;

    /// <summary>The path to the child.</summary>
    public string ChildNodeId { get; init; } = default!;

    /// <summary>The method of the owner's activity.</summary>
    public string? MethodName { get; init; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; init; }
}
