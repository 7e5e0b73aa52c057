using System.Security.Cryptography;
using TapeFlows.Backup;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Spanning;

/// <summary>A piece as it stands on a volume, read by its labels alone.</summary>
internal sealed record WrittenPiece(SegmentHeader Header, SegmentTrailer Trailer, byte[] Data, IReadOnlyList<int> BlockLengths)
{
    /// <summary>What a reader that joins the sections takes of it.</summary>
    public ReadOnlySpan<byte> Joined => Data.AsSpan((int)Trailer.RestartBytes..(int)Trailer.ValidBytes);

    /// <summary>Reads every piece on a volume and checks that labels, blocks and checksums agree.</summary>
    public static List<WrittenPiece> ReadAll(ITapeDrive drive)
    {
        Assert.True(drive.Load().IsDone);
        Assert.True(drive.Rewind().IsDone);
        var pieces = new List<WrittenPiece>();
        var buffer = new byte[drive.MaxBlockSize];
        while (LabelReader.ReadGroup(drive, buffer) is LabelReading.Opening opening)
            pieces.Add(Read(drive, opening.Header, buffer));
        return pieces;
    }

    private static WrittenPiece Read(ITapeDrive drive, SegmentHeader header, byte[] buffer)
    {
        Assert.True(drive.ReadPosition(out var first).IsDone);
        Assert.Equal(header.FirstBlockAddress, first);
        var data = new MemoryStream();
        var lengths = new List<int>();
        TapeResult read;
        while ((read = drive.Read(buffer)).IsDone)
        {
            data.Write(buffer, 0, read.Count);
            lengths.Add(read.Count);
        }

        Assert.Equal(TapeStatus.Filemark, read.Status);
        var trailer = Assert.IsType<LabelReading.Trailer>(LabelReader.ReadGroup(drive, buffer)).Value;
        var bytes = data.ToArray();
        Assert.Equal(header, trailer.Header);
        Assert.Equal(lengths.Count, trailer.Blocks);
        Assert.Equal(bytes.Length, trailer.Bytes);
        Assert.Equal(SHA256.HashData(bytes), trailer.Sha256.ToArray());
        Assert.All(lengths.SkipLast(1), length => Assert.Equal(header.BlockSize, length));
        return new WrittenPiece(header, trailer, bytes, lengths);
    }

    /// <summary>Whether the catalog says the same.</summary>
    public void AssertIs(Segment known)
    {
        Assert.Equal(SegmentState.Committed, known.State);
        Assert.Equal(Header.Segment, known.Number);
        Assert.Equal(Header.Section, known.Section);
        Assert.Equal(Header.FirstBlockAddress, known.FirstBlockAddress);
        Assert.Equal(Trailer.Blocks, known.Blocks);
        Assert.Equal(Trailer.Bytes, known.Bytes);
        Assert.Equal(Trailer.ValidBytes, known.ValidBytes);
        Assert.Equal(Trailer.RestartBytes, known.RestartBytes);
        Assert.Equal(Trailer.StreamOffset, known.StreamOffset);
        Assert.Equal(Trailer.Sha256.ToArray(), known.Sha256);
    }
}
