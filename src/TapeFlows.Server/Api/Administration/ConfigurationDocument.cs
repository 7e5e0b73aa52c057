using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Media;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Administration;

/// <summary>The configuration of a server as it is exported.</summary>
internal sealed record ConfigurationDocument
{
    /// <summary>The format of the document that this version writes, and the newest that it reads.</summary>
    public const int Newest = 1;

    public const string Example = """{ "format": 1, "pools": [{ "name": "monthly", "description": "First of the month.", "retention_days": 2557, "append": true }], "procedures": [], "tasks": [] }""";

    /// <summary>Of the document.</summary>
    public int Format { get; init; } = Newest;

    /// <summary>When it was written.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>By which version of the product.</summary>
    public required string Version { get; init; }

    /// <summary>The pools.</summary>
    public required IReadOnlyList<PoolView> Pools { get; init; }

    /// <summary>The procedures in use, as Elsa JSON.</summary>
    public required IReadOnlyList<JsonNode> Procedures { get; init; }

    /// <summary>The tasks that were made here, with their ids, by which they depend on each other.</summary>
    public required IReadOnlyList<JsonObject> Tasks { get; init; }

    /// <summary>The settings without what is secret: to look at, not to be imported.</summary>
    public required JsonObject Settings { get; init; }
}

/// <summary>A configuration that is to be restored.</summary>
[ReadOnlyFields(typeof(ConfigurationDocument))]
internal sealed record ConfigurationBody
{
    /// <summary>Of the document.</summary>
    public int? Format { get; init; }

    /// <summary>Pools, by name.</summary>
    public IReadOnlyList<NamedPoolBody>? Pools { get; init; }

    /// <summary>Procedures, as Elsa JSON, by their definitionId.</summary>
    public IReadOnlyList<JsonObject>? Procedures { get; init; }

    /// <summary>Tasks, by name.</summary>
    public IReadOnlyList<JsonObject>? Tasks { get; init; }
}

/// <summary>A pool in a configuration.</summary>
internal sealed record NamedPoolBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>For how many days sets in it are kept; null: no limit.</summary>
    public double? RetentionDays { get; init; }

    /// <summary>Whether a set may begin on a volume that already holds others. Default: true.</summary>
    public bool? Append { get; init; }
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Pools">Each pool.</param>
/// <param name="Procedures">Each procedure.</param>
/// <param name="Tasks">Each task.</param>
internal sealed record ConfigurationChanges(IReadOnlyList<ConfigurationChange> Pools, IReadOnlyList<ConfigurationChange> Procedures, IReadOnlyList<ConfigurationChange> Tasks);

/// <summary>What an import did with one item.</summary>
/// <param name="Name">The item.</param>
/// <param name="Change">What was done.</param>
internal sealed record ConfigurationChange(string Name, ChangeKind Change);

/// <summary>What is done with an item.</summary>
internal enum ChangeKind
{
    /// <summary>It is what it should be.</summary>
    Unchanged,

    /// <summary>It was not there.</summary>
    Created,

    /// <summary>It was something else.</summary>
    Changed,
}
