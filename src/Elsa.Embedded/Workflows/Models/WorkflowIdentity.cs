namespace Elsa.Workflows.Models;

/// <summary>Which version of which definition a workflow is.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="Id">The identity of this version.</param>
/// <param name="TenantId">The tenant that owns it.</param>
public record WorkflowIdentity(string DefinitionId, int Version, string Id, string? TenantId = null)
{
    /// <summary>The first version of a definition without a name.</summary>
    public static WorkflowIdentity VersionOne { get; } = new("1", 1, "1");
}

/// <summary>Whether a version is the latest one, and whether it is in use.</summary>
/// <param name="IsLatest">Whether there is no later version.</param>
/// <param name="IsPublished">Whether it is in use.</param>
public record WorkflowPublication(bool IsLatest, bool IsPublished)
{
    /// <summary>An older draft.</summary>
    public static WorkflowPublication Draft { get; } = new(false, false);

    /// <summary>The latest version, not in use.</summary>
    public static WorkflowPublication LatestDraft { get; } = new(true, false);

    /// <summary>The latest version, in use.</summary>
    public static WorkflowPublication LatestAndPublished { get; } = new(true, true);
}

/// <summary>What people say about a workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="CreatedAt">When this version was made.</param>
/// <param name="ToolVersion">The version of the engine that made it.</param>
public record WorkflowMetadata(string? Name = null, string? Description = null, DateTimeOffset CreatedAt = default, Version? ToolVersion = null);
