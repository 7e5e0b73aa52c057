using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Backup.Comparison;
using TapeFlows.Scenarios.Spanning;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Proof;

/// <summary>Whether the files that the catalog shows can be read from the volumes, with the content that they had. Uncompressed sets.</summary>
internal static class SetProof
{
    /// <summary>Every file that the catalog shows, of every set, reads back with its SHA-256. Files that touch a damaged piece are passed over.</summary>
    public static async Task AssertVisibleFilesReadAsync(ICatalog catalog, TapeProof proof)
    {
        foreach (var set in await catalog.ListSetsAsync(new SetQuery { Take = 1000 }))
        {
            var pieces = await catalog.ListSegmentsAsync(set.Id);
            var found = Extract(pieces, proof);
            await foreach (var row in catalog.ReadFilesAsync(set.Id))
            {
                if (row.IsDeleted || row.Kind != EntryKind.File || TouchesDamage(row))
                    continue;
                var path = Encoding.UTF8.GetString(row.Path.ToBytes());
                Assert.True(found.TryGetValue(path, out var digest), $"The catalog shows {path} in the {set.State} set {set.Id}, but it is on no volume.");
                Assert.Equal(Convert.ToHexString(row.Sha256!), digest);
            }

            bool TouchesDamage(CatalogFile row) => pieces.Any(piece =>
                piece.Piece >= row.Position.Piece && piece.Piece <= row.LastPiece && !proof.Sound.ContainsKey((set.Id, piece.Piece)));
        }
    }

    /// <summary>A complete set, with what it stands on, is the tree as it is now.</summary>
    public static async Task AssertIsTreeAsync(ICatalog catalog, BackupSet set, string root)
    {
        Assert.Equal(SetState.Complete, set.State);
        var chain = await SetChain.OfAsync(catalog, set, CancellationToken.None);
        var backedUp = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in ChainView.ReadAsync(catalog, [.. chain!.Select(link => link.Id)]))
        {
            // A further name comes behind the one that it points to.
            if (row.File.Kind is EntryKind.File)
                backedUp.Add("/" + Encoding.UTF8.GetString(row.File.Path.ToBytes()), Convert.ToHexString(row.File.Sha256!));
            else if (row.File.Kind is EntryKind.HardLink)
                backedUp.Add("/" + Encoding.UTF8.GetString(row.File.Path.ToBytes()), backedUp["/" + Encoding.UTF8.GetString(row.File.LinkTarget!)]);
        }

        var present = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            present.Add(path, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path))));
        Assert.Equal(present, backedUp);
    }

    /// <summary>The files of a set by its archives alone: path and SHA-256.</summary>
    private static Dictionary<string, string> Extract(IReadOnlyList<Segment> pieces, TapeProof proof)
    {
        var files = new Dictionary<string, IncrementalHash>(StringComparer.Ordinal);
        foreach (var segment in pieces.Where(piece => piece.Kind == SegmentKind.Data && piece.State == SegmentState.Committed).GroupBy(piece => piece.Number))
        {
            var joined = new MemoryStream();
            foreach (var piece in segment)
            {
                if (proof.Sound.TryGetValue((piece.SetId, piece.Piece), out var written))
                {
                    // Behind a gap the repeated headers make sense of what follows.
                    joined.Write(joined.Length == 0 ? written.Data.AsSpan(0, (int)written.Trailer.ValidBytes) : written.Joined);
                    continue;
                }

                Extract(joined, files);
                joined = new MemoryStream();
            }

            Extract(joined, files);
        }

        return files.ToDictionary(file => file.Key, file => Convert.ToHexString(file.Value.GetHashAndReset()), StringComparer.Ordinal);
    }

    private static void Extract(MemoryStream archive, Dictionary<string, IncrementalHash> files)
    {
        archive.Position = 0;
        using var tar = new TarReader(archive);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType != TarEntryType.RegularFile)
                    continue;
                var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                var name = WholeName(entry.Name);
                // A file that begins again was cut where its run was interrupted.
                if (!files.TryGetValue(name, out var hash) || name == entry.Name)
                    files[name] = hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                hash.AppendData(content.GetBuffer(), 0, (int)content.Length);
            }
        }
        catch (Exception cut) when (cut is EndOfStreamException or InvalidDataException)
        {
            // The writer died in this segment. What came before is what counts.
        }
    }

    private static string WholeName(string name)
    {
        var parts = name.IndexOf("/GNUFileParts.", StringComparison.Ordinal);
        return parts < 0 ? name : name[..parts] + name[name.LastIndexOf('/')..name.LastIndexOf('.')];
    }
}
