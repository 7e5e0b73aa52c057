using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Tests.Archive;

/// <summary>Entries with everything that Linux allows, for property tests.</summary>
internal static class AnyEntry
{
    public static Gen<byte[]> Name { get; } = Gen.Frequency(
        (6, Bytes("abcdefghijklmnopqrstuvwxyzABC0123456789._- "u8.ToArray(), 1, 40)),
        (2, Bytes("abc"u8.ToArray(), 90, 255)),
        (2, Bytes(Enumerable.Range(1, 255).Select(b => (byte)b).Where(b => b != '/').ToArray(), 1, 255)),
        (1, Gen.Elements("täst", "備份", "-rf", "a\nb", "\\x41", "*", "a=b").Select(Encoding.UTF8.GetBytes)))
        .Where(name => !name.AsSpan().SequenceEqual("."u8) && !name.AsSpan().SequenceEqual(".."u8));

    public static Gen<EntryPath> Path { get; } =
        from depth in Gen.Choose(1, 12)
        from names in Gen.ArrayOf(Name, depth)
        select EntryPath.FromBytes(names.Aggregate((a, b) => [.. a, (byte)'/', .. b]));

    public static Gen<UnixTime> Time { get; } =
        from seconds in Gen.Frequency(
            (5, Gen.Choose(0, int.MaxValue).Select(s => (long)s)),
            (2, Gen.Choose(-int.MaxValue, 0).Select(s => (long)s)),
            (1, Gen.Elements(0L, -1L, 8_589_934_591L, 8_589_934_592L, 9_000_000_000_000L, -62_000_000_000L)))
        from nanoseconds in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 999_999_999)), (1, Gen.Elements(1, 500_000_000, 999_999_999)))
        select new UnixTime(seconds, nanoseconds);

    public static Gen<uint> Number { get; } = Gen.Frequency(
        (4, Gen.Choose(0, 2000).Select(n => (uint)n)),
        (2, Gen.Elements(2_097_151u, 2_097_152u, 65_534u, uint.MaxValue, uint.MaxValue - 1)));

    private static Gen<string?> OwnerName { get; } = Gen.Frequency<string?>(
        (3, Gen.Elements<string?>("root", "operator", "a-name-of-thirty-one-characters", "a-name-of-thirty-two-characters.", "ünïcode")),
        (1, Gen.Constant<string?>(null)));

    private static Gen<ExtendedAttribute> Attribute { get; } =
        from name in Gen.Elements("user.a", "user.a=b%c", "user.%3D", "security.capability", "system.posix_acl_access", "user.ü")
        from value in Bytes(Enumerable.Range(0, 256).Select(b => (byte)b).ToArray(), 0, 300)
        select new ExtendedAttribute(name, value);

    public static Gen<FileEntry> Entry { get; } =
        from path in Path
        from kind in Gen.Elements(Enum.GetValues<EntryKind>().Except([EntryKind.Socket]).ToArray())
        from mode in Gen.Choose(0, 0xfff)
        from owner in Gen.Two(Number)
        from names in Gen.Two(OwnerName)
        from size in Gen.Frequency((5, Gen.Choose(0, 5000).Select(s => (long)s)), (1, Gen.Elements(8_589_934_591L, 8_589_934_592L, 1L << 50)))
        from times in Gen.Three(Time)
        from inode in Gen.Elements(1UL, 77UL, ulong.MaxValue)
        from device in Gen.Elements(1UL, (8UL << 32) | 1, ulong.MaxValue)
        from links in Gen.Elements(1u, 2u, uint.MaxValue)
        from node in Gen.Two(Number)
        from target in Path
        from attributes in Gen.ArrayOf(Attribute, 3)
        let isNode = kind is EntryKind.CharacterDevice or EntryKind.BlockDevice
        select new FileEntry
        {
            Path = path,
            Kind = kind,
            Mode = (uint)mode,
            UserId = owner.Item1,
            GroupId = owner.Item2,
            UserName = names.Item1,
            GroupName = names.Item2,
            Size = kind == EntryKind.File ? size : 0,
            ModifiedAt = times.Item1,
            AccessedAt = times.Item2,
            ChangedAt = times.Item3,
            Inode = inode,
            Device = device,
            LinkCount = links,
            DeviceMajor = isNode ? node.Item1 : 0,
            DeviceMinor = isNode ? node.Item2 : 0,
            LinkTarget = kind is EntryKind.SymbolicLink or EntryKind.HardLink ? target.ToBytes() : null,
            Attributes = attributes.Take(size % 4 == 0 ? 3 : 0).DistinctBy(a => a.Name).ToArray(),
        };

    public static Gen<SparseMap> Sparse { get; } =
        from steps in Gen.ArrayOf(Gen.Two(Gen.Choose(0, 5)), 5)
        from count in Gen.Choose(0, 5)
        from last in Gen.Choose(0, 1000)
        from rest in Gen.Choose(0, 2000)
        select MapOf(steps.Take(count), last, rest);

    public static Gen<byte[]> Bytes(byte[] alphabet, int least, int most) =>
        from length in Gen.Choose(least, most)
        from bytes in Gen.ArrayOf(Gen.Elements(alphabet), length)
        select bytes;

    /// <summary>Checks a property for many generated values; a failure shows the value's text and the seed.</summary>
    public static void ForAll<T>(Gen<T> values, Action<T> property, int count = 200) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count),
            Prop.ForAll(values.ToArbitrary(), value =>
            {
                property(value);
                return true;
            }));

    private static SparseMap MapOf(IEnumerable<(int Hole, int Data)> steps, int last, int rest)
    {
        var extents = new List<SparseExtent>();
        long at = 0;
        foreach (var (hole, data) in steps)
        {
            at += 512 * hole;
            if (data > 0)
                extents.Add(new SparseExtent(at, 512 * data));
            at += 512 * data;
        }

        if (last > 0)
            extents.Add(new SparseExtent(at, last));
        return new SparseMap(extents, at + last + rest);
    }
}
