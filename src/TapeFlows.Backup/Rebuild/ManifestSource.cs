using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Reading;

namespace TapeFlows.Backup.Rebuild;

/// <summary>A manifest on tape, read in two steps: the set must be in the catalog before its rows can be.</summary>
internal sealed class ManifestSource : IDisposable
{
    private readonly MemberFinder _finder;
    private ManifestReader? _reader;

    private ManifestSource(MemberFinder finder) => _finder = finder;

    /// <summary>Why it cannot be read; <see langword="null"/>: it can, as far as is known.</summary>
    public string? Fault { get; private set; }

    /// <summary>The set.</summary>
    public BackupSet? Set => _reader?.Set;

    /// <summary>Entries read, deletions counted.</summary>
    public long Files { get; private set; }

    /// <summary>Opens it and reads its first line. On a thread of its own.</summary>
    public static ManifestSource Open(MemberFinder finder, SegmentPieces segment)
    {
        var source = new ManifestSource(finder) { Fault = finder.Begin(segment) };
        source.Fault ??= source.Guard(() =>
        {
            if (finder.Next() is not { } member || member.Entry.Path != ManifestMember.Path)
                throw new UnreadableException("it does not begin with manifest.jsonl");
            source._reader = new ManifestReader(new MemberStream(finder.Tar));
            source._reader.Next();
        });
        return source;
    }

    /// <summary>Reads the rest. On a thread of its own.</summary>
    /// <returns>Why it could not be read to its end; <see langword="null"/>: it was.</returns>
    public string? ReadRest(Action<Segment> piece, Action<CatalogFile> file) => Guard(() =>
    {
        while (_reader!.Next() is { } line)
        {
            if (line == ManifestLine.Piece)
            {
                piece(_reader.Piece!);
            }
            else if (line == ManifestLine.File)
            {
                file(_reader.File!);
                Files++;
            }
        }
    });

    public void Dispose() => _reader?.Dispose();

    private string? Guard(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (ManifestFormatException e)
        {
            return e.Message;
        }
        catch (Exception e) when (_finder.OnFailure(e) is { } reason)
        {
            return reason;
        }
    }
}
