using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Reading;

namespace TapeFlows.Backup.Copies;

/// <summary>The members of an open segment, in their order.</summary>
internal sealed class SegmentMembers : IDisposable
{
    private readonly FrameDecoder? _decoder;

    public SegmentMembers(SegmentPieces segment, Stream stream)
    {
        (Segment, Stream) = (segment, stream);
        _decoder = CompressionMethods.Parse(segment.Pieces[0].Compression).CreateDecoder(stream);
        Tar = new TarReader(_decoder ?? stream);
    }

    public SegmentPieces Segment { get; }

    /// <summary>What the members are read from.</summary>
    public Stream Stream { get; }

    /// <summary>Reads the content of the member that was found last.</summary>
    public TarReader Tar { get; }

    /// <summary>Passes over members until that of a path; its content is next.</summary>
    /// <exception cref="UnreadableException">It is not there.</exception>
    public TarMember Find(in EntryPath path, long fileOffset)
    {
        while (Tar.Next() is { } member)
        {
            var order = member.Entry.Path.CompareTo(path) is var byPath and not 0 ? byPath : member.FileOffset.CompareTo(fileOffset);
            if (order == 0)
                return member;
            if (order > 0)
                break;
        }

        throw new UnreadableException($"'{path}' is not in its archive, though the catalog says so");
    }

    public void Dispose()
    {
        _decoder?.Dispose();
        Stream.Dispose();
    }
}
