using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Tests.Files;

/// <summary>Random rows of random trees.</summary>
internal static class Trees
{
    // Few different bytes, so that names meet; those around the slash, so that order matters; some that are not UTF-8.
    private static readonly byte[] s_bytes = [1, (byte)'.', (byte)'0', (byte)'a', (byte)'b', 0x7F, 0xC3, 0xFF];

    private static readonly Gen<byte[]> s_name =
        from length in Gen.Choose(1, 3)
        from name in Gen.ArrayOf(Gen.OneOf(Gen.Elements(s_bytes), Gen.Choose(1, 255).Select(value => (byte)(value == '/' ? 1 : value))), length)
        select name;

    private static readonly Gen<EntryPath> s_path =
        from depth in Gen.Choose(1, 4)
        from names in Gen.ArrayOf(s_name, depth)
        select names.Aggregate(new EntryPath([], []), (path, name) => path.Child(name));

    private static readonly Gen<byte[]?> s_optional = Gen.OneOf(Gen.Constant<byte[]?>(null), s_path.Select(path => (byte[]?)path.ToBytes()));

    private static readonly Gen<long> s_number =
        Gen.OneOf(Gen.Elements(0, 1, -1, int.MaxValue, long.MaxValue, long.MinValue), ArbMap.Default.GeneratorFor<long>());

    private static readonly Gen<TapePosition> s_position =
        from piece in Gen.Choose(0, int.MaxValue)
        from block in s_number
        from offset in Gen.Choose(0, 1 << 24)
        from skip in Gen.Choose(0, int.MaxValue)
        select new TapePosition(piece, block, offset, skip);

    private static readonly Gen<FilePart> s_part =
        from position in s_position
        from offset in s_number
        from length in s_number
        select new FilePart(position, offset, length);

    /// <summary>Distinct paths in path order.</summary>
    public static Gen<EntryPath[]> Paths(int atMost) =>
        from count in Gen.Choose(0, atMost)
        from paths in Gen.ArrayOf(s_path, count)
        select paths.Distinct().Order().ToArray();

    /// <summary>Rows with anything in them, all visible once piece 3 is committed.</summary>
    public static Gen<CatalogFile[]> Rows(int atMost) =>
        from paths in Paths(atMost)
        from rows in Gen.CollectToArray(paths.Select((path, i) => (path, i)), at => Row(at.i + 1, at.path))
        select rows;

    private static Gen<CatalogFile> Row(long ordinal, EntryPath path) =>
        from kind in Gen.Choose(1, 8)
        from state in Gen.Choose(0, 31)
        from numbers in Gen.ArrayOf(s_number, 8)
        from target in s_optional
        from sum in s_optional
        from position in s_position
        from lastPiece in Gen.Choose(0, 3)
        from parts in Gen.Frequency((4, Gen.Constant(Array.Empty<FilePart>())), (1, Gen.NonEmptyListOf(s_part).Select(parts => parts.ToArray())))
        from renamed in s_optional
        select new CatalogFile
        {
            Ordinal = ordinal,
            Path = path,
            Kind = (EntryKind)kind,
            State = (FileState)state,
            Mode = (uint)numbers[0] & 0xFFF,
            UserId = (uint)numbers[1],
            GroupId = (uint)numbers[2],
            Size = numbers[3],
            ModifiedNanoseconds = numbers[4],
            ChangedNanoseconds = numbers[5],
            Inode = (ulong)numbers[6],
            Device = (ulong)numbers[7],
            LinkTarget = target,
            Sha256 = sum,
            Position = position,
            LastPiece = lastPiece,
            MoreParts = parts,
            Counterpart = renamed is null ? null : EntryPath.FromBytes(renamed),
        };
}
