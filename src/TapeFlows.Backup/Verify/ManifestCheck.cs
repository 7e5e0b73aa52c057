using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Reading;

namespace TapeFlows.Backup.Verify;

/// <summary>Holds a manifest, line by line, against the catalog. On a thread of its own.</summary>
internal static class ManifestCheck
{
    /// <summary>Checks it.</summary>
    /// <param name="finder">Has the manifest's segment.</param>
    /// <param name="segment">The manifest's segment.</param>
    /// <param name="set">The set as the catalog has it.</param>
    /// <param name="rows">All rows of the set.</param>
    /// <returns>What is wrong; <see langword="null"/>: nothing.</returns>
    public static string? Run(MemberFinder finder, SegmentPieces segment, BackupSet set, RowQueue<CatalogFile> rows)
    {
        if (finder.Begin(segment) is { } reason)
            return reason;
        try
        {
            var member = finder.Next();
            if (member is null || member.Entry.Path != ManifestMember.Path)
                return "it does not begin with manifest.jsonl";
            using var reader = new ManifestReader(new MemberStream(finder.Tar));
            while (reader.Next() is { } line)
            {
                if (line == ManifestLine.File && Difference(reader.File!, rows) is { } difference)
                    return difference;
            }

            if (rows.Peek() is { } missing)
                return $"it does not tell of /{missing.Path}, which the catalog has";
            return reader.Set!.Id != set.Id || !reader.Set.ManifestSha256.AsSpan().SequenceEqual(set.ManifestSha256)
                ? "its checksum is not the one that the catalog has for the set"
                : null;
        }
        catch (ManifestFormatException e)
        {
            return e.Message;
        }
        catch (Exception e) when (finder.OnFailure(e) is { } unreadable)
        {
            return unreadable;
        }
    }

    private static string? Difference(CatalogFile line, RowQueue<CatalogFile> rows)
    {
        if (rows.Peek() is not { } row)
            return $"it tells of /{line.Path}, which the catalog does not have";
        rows.Take();
        return line.Ordinal == row.Ordinal && line.Path == row.Path && line.Kind == row.Kind && line.State == row.State
            && line.Size == row.Size && line.Mode == row.Mode && line.ModifiedNanoseconds == row.ModifiedNanoseconds
            && line.Position == row.Position && line.LastPiece == row.LastPiece && line.MoreParts.SequenceEqual(row.MoreParts)
            && line.Sha256.AsSpan().SequenceEqual(row.Sha256) && line.LinkTarget.AsSpan().SequenceEqual(row.LinkTarget)
            ? null
            : $"what it says of /{line.Path} is not what the catalog says";
    }
}
