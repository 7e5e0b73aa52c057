namespace Elsa;

/// <summary>What the claims of a caller are called that say what the caller may do.</summary>
public static class PermissionNames
{
    /// <summary>Everything.</summary>
    public const string All = "*";

    /// <summary>The type of the claims; each holds one permission.</summary>
    public const string ClaimType = "permissions";

    /// <summary>To pause, resume and drain the runtime.</summary>
    public const string ManageWorkflowRuntime = "ManageWorkflowRuntime";

    /// <summary>To see whether the runtime takes new work.</summary>
    public const string ReadWorkflowRuntime = "read:workflow-runtime";

    /// <summary>To see events that were given up.</summary>
    public const string ReadBookmarkQueueDeadLetters = "read:bookmark-queue:dead-letters";

    /// <summary>To deliver events again that were given up.</summary>
    public const string ReplayBookmarkQueueDeadLetters = "replay:bookmark-queue:dead-letters";

    /// <summary>To delete events that were given up.</summary>
    public const string DeleteBookmarkQueueDeadLetters = "delete:bookmark-queue:dead-letters";
}
