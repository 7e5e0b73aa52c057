using Elsa.Common.Models;

namespace Elsa.Workflows.Models;

/// <summary>Names a version of a definition: by its identity, or by the definition and which of its versions.</summary>
public class WorkflowDefinitionHandle
{
    /// <summary>The definition.</summary>
    public string? DefinitionId { get; set; }

    /// <summary>Which of its versions.</summary>
    public VersionOptions? VersionOptions { get; set; }

    /// <summary>The identity of the version.</summary>
    public string? DefinitionVersionId { get; set; }

    /// <summary>Names a definition and which of its versions.</summary>
    public static WorkflowDefinitionHandle ByDefinitionId(string definitionId, VersionOptions? versionOptions = null) =>
        new() { DefinitionId = definitionId, VersionOptions = versionOptions };

    /// <summary>Names a version by its identity.</summary>
    public static WorkflowDefinitionHandle ByDefinitionVersionId(string definitionVersionId) => new() { DefinitionVersionId = definitionVersionId };

    /// <summary>The handle as text, for messages.</summary>
    public override string ToString() => DefinitionVersionId is not null ? $"version {DefinitionVersionId}" : $"{DefinitionId}, {VersionOptions?.ToString() ?? "any version"}";
}
