using System.Globalization;
using TapeFlows.Backup;

namespace TapeFlows.Server.CommandLine;

/// <summary>Finds the set that a person means: <c>latest</c>, an identity, or the beginning of one.</summary>
internal static class SetReference
{
    private const int ShortestPrefix = 4;
    private const int Page = 1000;

    /// <summary>Finds it.</summary>
    /// <param name="catalog">Where to look.</param>
    /// <param name="reference">What was typed; <see langword="null"/> means <c>latest</c>.</param>
    /// <param name="until">With <c>latest</c>: the newest one begun at or before this moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UsageException">There is none, or several.</exception>
    public static async Task<BackupSet> FindAsync(ICatalog catalog, string? reference, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (reference is null or "latest")
            return await LatestAsync(catalog, until, cancellationToken);
        if (Guid.TryParse(reference, out var id))
            return await catalog.FindSetAsync(id, cancellationToken) ?? throw new UsageException($"The catalog has no set {reference}. 'tapeflows sets' lists those it has.");
        return await ByPrefixAsync(catalog, reference, cancellationToken);
    }

    private static async Task<BackupSet> LatestAsync(ICatalog catalog, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var query = new SetQuery { States = [SetState.Complete], StartedUntil = until, Take = 1 };
        return (await catalog.ListSetsAsync(query, cancellationToken)).FirstOrDefault() ?? throw new UsageException(until is { } moment
            ? string.Create(CultureInfo.InvariantCulture, $"The catalog has no complete set from {moment:yyyy-MM-dd HH:mm:ss zzz} or before. 'tapeflows sets' lists what there is.")
            : "The catalog has no complete set yet. Make one with 'tapeflows backup DIR'; 'tapeflows sets' lists incomplete ones too.");
    }

    private static async Task<BackupSet> ByPrefixAsync(ICatalog catalog, string prefix, CancellationToken cancellationToken)
    {
        if (prefix.Length < ShortestPrefix || !prefix.All(character => char.IsAsciiHexDigit(character) || character == '-'))
            throw new UsageException($"'{prefix}' names no set: give 'latest', an identity from 'tapeflows sets', or at least its first {ShortestPrefix} digits.");
        var matches = new List<BackupSet>();
        for (var skip = 0; ; skip += Page)
        {
            var sets = await catalog.ListSetsAsync(new SetQuery { Skip = skip, Take = Page }, cancellationToken);
            matches.AddRange(sets.Where(set => set.Id.ToString().StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
            if (sets.Count < Page)
                break;
        }

        return matches.Count switch
        {
            1 => matches[0],
            0 => throw new UsageException($"The catalog has no set that begins with {prefix}. 'tapeflows sets' lists those it has."),
            _ => throw new UsageException($"{matches.Count} sets begin with {prefix}: give more digits of the one that is meant, for example {matches[0].Id}."),
        };
    }
}
