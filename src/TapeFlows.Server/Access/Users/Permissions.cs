namespace TapeFlows.Server.Access.Users;

/// <summary>
/// What each role may do in the words of Elsa's API, and in those of the console: the claims <c>permissions</c>. Each route of Elsa's API asks for one of them, or for
/// <see cref="All"/>; most that read ask for a name of their own, so <c>read:*</c> alone would not do.
/// </summary>
internal static class Permissions
{
    /// <summary>The type of the claims; each holds one permission.</summary>
    public const string ClaimType = "permissions";

    /// <summary>Everything.</summary>
    public const string All = "*";

    /// <summary>To change procedures and tasks: the one permission that a user has beside a role.</summary>
    public const string Editor = "editor";

    private static readonly string[] Reading =
    [
        "read:*",
        "read:workflow-definitions", "read:workflow-instances", "read:activity-execution", "read:workflow-runtime", "read:bookmark-queue:dead-letters", "read:alterations",
        "read:activity-descriptors", "read:activity-descriptors-options", "read:expression-descriptors", "read:variable-descriptors", "read:output-converters", "read:storage-drivers",
        "read:incident-strategies", "read:commit-strategies", "read:log-persistence-strategies", "read:workflow-activation-strategies", "read:installed-features",
        "read:resilience", "read:resilience:strategies", "read:resilience:retries", "read:javascript-type-definitions",
    ];

    // Not write:workflow-instances nor run:alterations: who changes the variables of a run under way changes what it does.
    private static readonly string[] Operating =
    [
        "exec:workflow-definitions", "cancel:workflow-instances", "trigger:event", "tasks:complete", "replay:bookmark-queue:dead-letters",
        "tasks:run",
    ];

    private static readonly string[] Editing =
    [
        Editor,
        "write:workflow-definitions", "publish:workflow-definitions", "retract:workflow-definitions", "delete:workflow-definitions",
        "actions:workflow-definitions:refresh", "actions:workflow-definitions:reload", "exec:tests",
        "tasks:write",
    ];

    /// <summary>Those of a role, with the permission to edit or without.</summary>
    public static IReadOnlyList<string> Of(Role role, bool isEditor) => role switch
    {
        Role.Admin => [All, .. Reading, .. Operating, .. Editing],
        Role.Operator when isEditor => [.. Reading, .. Operating, .. Editing],
        Role.Operator => [.. Reading, .. Operating],
        Role.Viewer when isEditor => [.. Reading, .. Editing],
        _ => Reading,
    };
}
