using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Tests.Archive;

namespace TapeFlows.Backup.Tests.Manifest;

/// <summary>Rows of the catalog with everything in them, for property tests.</summary>
internal static class AnyFile
{
    private static readonly FileState[] States =
        [FileState.None, FileState.Deleted, FileState.ChangedWhileRead, FileState.Shrunk | FileState.Sparse, FileState.Unreadable];

    public static Gen<TapePosition> Position { get; } =
        from piece in Gen.Choose(1, 1000)
        from block in Gen.Elements(0L, 7L, long.MaxValue)
        from offset in Gen.Choose(0, int.MaxValue)
        from skip in Gen.Choose(0, 1000)
        select new TapePosition(piece, block, offset, skip);

    public static Gen<CatalogFile> File { get; } =
        from ordinal in Gen.Choose(1, int.MaxValue)
        from path in AnyEntry.Path
        from kind in Gen.Elements(Enum.GetValues<EntryKind>())
        from state in Gen.Elements(States)
        from numbers in Gen.ArrayOf(AnyEntry.Number, 3)
        from times in Gen.Two(Gen.Elements(0L, 1L, -1L, 1_700_000_000_123_456_789L, -1_500_000_000L, 9_000_000_000_000_000_000L))
        from inode in Gen.Elements(0UL, 1UL, ulong.MaxValue)
        from device in Gen.Elements(0UL, (8UL << 32) | 1, ulong.MaxValue)
        from link in AnyEntry.Path
        from sum in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), 32)
        from position in Position
        from parts in Gen.ListOf(from p in Position from o in Gen.Choose(0, 1000) select new FilePart(p, o, 1L << 40), 2)
        from shape in Gen.Choose(0, 63)
        select new CatalogFile
        {
            Ordinal = ordinal,
            Path = path,
            Kind = kind,
            State = state,
            Mode = numbers[0] & 0xfff,
            UserId = numbers[1],
            GroupId = numbers[2],
            Size = 1L << (shape % 62),
            ModifiedNanoseconds = times.Item1,
            ChangedNanoseconds = times.Item2,
            Inode = inode,
            Device = device,
            LinkTarget = (shape & 1) != 0 ? link.ToBytes() : null,
            Sha256 = (shape & 2) != 0 ? sum : null,
            Position = (shape & 4) != 0 ? position : default,
            LastPiece = (shape & 8) != 0 ? position.Piece + 1 : (shape & 4) != 0 ? position.Piece : 0,
            MoreParts = (shape & 16) != 0 ? [.. parts] : [],
            Counterpart = (shape & 32) != 0 ? link : null,
        };
}
