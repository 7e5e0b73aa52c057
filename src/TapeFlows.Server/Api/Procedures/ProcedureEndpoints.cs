using System.ComponentModel.DataAnnotations;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Management.Entities;
using TapeFlows.Server.Access;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Api.Procedures;

/// <summary><c>/api/procedures</c>: what Elsa's API does not say of its definitions: who published which version, and what differs between two of them.</summary>
internal static class ProcedureEndpoints
{
    // A version is published seldom more than once; who looks for more has the audit log.
    private const int MostEntries = 1000;

    public static void MapProcedures(this IEndpointRouteBuilder api)
    {
        var procedures = api.MapGroup("/procedures").WithTags("Procedures").RequireAuthorization(Policies.View);
        procedures.MapGet("/{id}/versions", VersionsAsync).Answers<VersionPage>().Refuses(404);
        procedures.MapGet("/{id}/diff", DiffAsync).Answers<DiffView>().Refuses(404);
    }

    /// <summary>Lists the versions of a procedure, the latest first, with who published each of them and when.</summary>
    public static async Task<IResult> VersionsAsync(string id, IServiceProvider services, AuditLog audit, CancellationToken cancellationToken)
    {
        var versions = await ReadAsync(id, services, cancellationToken);
        var (entries, _) = await audit.ListAsync(new AuditQuery { Target = id, Action = "workflow.publish" }, MostEntries, 0, cancellationToken);
        var published = entries.ToLookup(entry => (string?)entry.After?["id"], entry => new PublishedView(entry.Who, entry.At), StringComparer.Ordinal);
        return Results.Ok(new VersionPage(id, [.. versions.Select(version => VersionLine.Of(version, [.. published[version.Id]]))]));
    }

    /// <summary>What has to change to get from one version of a procedure to another. Without numbers: from the published version to the latest; where they are one, from the version before.</summary>
    public static async Task<IResult> DiffAsync(string id, Query<DiffRange> query, IServiceProvider services, IActivityRegistry activities, CancellationToken cancellationToken)
    {
        var versions = await ReadAsync(id, services, cancellationToken);
        var newer = query.Value.To is { } to ? Find(versions, id, to) : versions[0];
        var older = query.Value.From is { } from ? Find(versions, id, from)
            : versions.Find(version => version.IsPublished && version.Version < newer.Version) ?? versions.Find(version => version.Version < newer.Version) ?? newer;
        var shelf = new WorkflowShelf(services);
        var (before, after) = (await shelf.ToJsonAsync(older, cancellationToken), await shelf.ToJsonAsync(newer, cancellationToken));
        var names = new DiffNames(before, after, activities);
        return Results.Ok(new DiffView(id, newer.Name, older.Version, newer.Version, [.. DefinitionDiff.Between(before, after).Select(names.Of)]));
    }

    private static async Task<List<WorkflowDefinition>> ReadAsync(string id, IServiceProvider services, CancellationToken cancellationToken)
    {
        var versions = await new WorkflowShelf(services).VersionsAsync([id], VersionOptions.All, cancellationToken);
        return versions.Count > 0 ? [.. versions.OrderByDescending(version => version.Version)]
            : throw Problem.NotFound.Because($"There is no procedure '{id}'.");
    }

    private static WorkflowDefinition Find(List<WorkflowDefinition> versions, string id, int number) => versions.Find(version => version.Version == number)
        ?? throw Problem.NotFound.Because($"The procedure '{id}' has no version {number}; it has {string.Join(", ", versions.Select(version => version.Version).Order())}.");
}

/// <summary>Which versions to compare.</summary>
internal sealed record DiffRange
{
    /// <summary>The older version.</summary>
    [Range(1, int.MaxValue)]
    public int? From { get; init; }

    /// <summary>The newer version.</summary>
    [Range(1, int.MaxValue)]
    public int? To { get; init; }
}

/// <summary>The versions of a procedure.</summary>
/// <param name="Id">The procedure.</param>
/// <param name="Versions">The latest first.</param>
internal sealed record VersionPage(string Id, IReadOnlyList<VersionLine> Versions);

/// <summary>A version of a procedure.</summary>
/// <param name="Version">Its number.</param>
/// <param name="VersionId">What Elsa's API knows it by.</param>
/// <param name="Name">How it calls itself.</param>
/// <param name="CreatedAt">When its first draft was stored.</param>
/// <param name="IsLatest">Whether an edit goes on from it.</param>
/// <param name="IsPublished">Whether runs use it.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Published">Who published it, the last time first. Empty: nobody yet, or the program itself, or longer ago than the audit log reaches.</param>
internal sealed record VersionLine(int Version, string VersionId, string? Name, DateTimeOffset CreatedAt, bool IsLatest, bool IsPublished, Origin Origin, IReadOnlyList<PublishedView> Published)
{
    public static VersionLine Of(WorkflowDefinition version, IReadOnlyList<PublishedView> published) =>
        new(version.Version, version.Id, version.Name, version.CreatedAt, version.IsLatest, version.IsPublished, OriginMark.OriginOf(version), published);
}

/// <summary>Somebody published a version.</summary>
/// <param name="Who">The name of the user or key.</param>
/// <param name="At">When.</param>
internal sealed record PublishedView(string Who, DateTimeOffset At);

/// <summary>What differs between two versions.</summary>
/// <param name="Id">The procedure.</param>
/// <param name="Name">How the newer version calls itself.</param>
/// <param name="From">The older version.</param>
/// <param name="To">The newer version.</param>
/// <param name="Changes">Each difference.</param>
internal sealed record DiffView(string Id, string? Name, int From, int To, IReadOnlyList<ChangeView> Changes);
