using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Tape.Checksums;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Tape.Tests.Labels;

/// <summary>Labels to test with: one fixed pair for the golden file, and any.</summary>
internal static class Samples
{
    public static SegmentHeader Header { get; } = new(
        new VolumeIdentity("TF0001L8", Guid.Parse("0b0f3f3e-5c1c-4df4-9e3c-111122223333")),
        new SetIdentity(
            Guid.Parse("a1b2c3d4-0000-4000-8000-00000000abcd"), "differential", Guid.Parse("a1b2c3d4-0000-4000-8000-00000000aaaa"), "Weekly-2"),
        Piece: 5,
        Segment: 3,
        Section: 2,
        FileSequence: 10007,
        SegmentKind.Data,
        BlockSize: 1024 * 1024,
        Compression: "zstd",
        FirstBlockAddress: 16394,
        Created: new DateTimeOffset(2026, 11, 22, 21, 33, 5, TimeSpan.Zero),
        Expires: new DateTimeOffset(2027, 12, 31, 0, 0, 0, TimeSpan.Zero),
        SoftwareVersion: "0.1.0");

    public static SegmentTrailer Trailer { get; } = new(
        Header,
        PieceEnding.Continued,
        Blocks: 16384,
        Bytes: 17179869184,
        Enumerable.Range(0, 32).Select(value => (byte)value).ToArray(),
        RestartBytes: 1048576,
        ValidBytes: 17179860000,
        StreamOffset: 34359738368);

    private static readonly long EarliestTick = new DateTime(1900, 1, 1).Ticks;
    private static readonly long LatestTick = new DateTime(2899, 12, 31).Ticks;

    public static Gen<bool> Bool() => Gen.Elements(true, false);

    public static Gen<SegmentHeader> Headers() =>
        from barcode in Word("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32)
        from volume in ArbMap.Default.GeneratorFor<Guid>()
        from set in Sets()
        from piece in Gen.Choose(1, int.MaxValue)
        from segment in Gen.Choose(0, int.MaxValue)
        from section in Gen.Choose(1, int.MaxValue)
        from sequence in Gen.Choose(1, int.MaxValue)
        from kind in Gen.Elements(SegmentKind.Data, SegmentKind.Manifest)
        from blockSize in Gen.Choose(1, int.MaxValue)
        from compression in Word("abcdefghijklmnopqrstuvwxyz0123456789", 12)
        from firstBlock in Count()
        from created in Time()
        from expires in Gen.OneOf(Time().Select(time => (DateTimeOffset?)time), Gen.Constant<DateTimeOffset?>(null))
        from software in Word("ABCXYZ0123456789.-+", 40)
        select new SegmentHeader(
            new VolumeIdentity(barcode, volume), set, piece, segment, section, sequence, kind, blockSize, compression, firstBlock, created, expires, software);

    private static Gen<SetIdentity> Sets() =>
        from id in ArbMap.Default.GeneratorFor<Guid>()
        from type in Word("abcdefghijklmnopqrstuvwxyz", 12)
        from baseId in Gen.OneOf(ArbMap.Default.GeneratorFor<Guid>().Select(id => (Guid?)id), Gen.Constant<Guid?>(null))
        from pool in Word("ABCXYZabcxyz0123456789.-_", SetIdentity.LongestPool)
        select new SetIdentity(id, type, baseId, pool);

    public static Gen<SegmentTrailer> Trailers() =>
        from header in Headers()
        from ending in Gen.Elements(Enum.GetValues<PieceEnding>())
        from blocks in Count()
        from bytes in Count()
        from sha256 in Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>(), 32)
        from restart in Count()
        from valid in Count()
        from offset in Count()
        select new SegmentTrailer(header, ending, blocks, bytes, sha256, restart, valid, offset);

    /// <summary>Noise, and true groups with some bytes changed, cut off or added.</summary>
    public static Gen<byte[]> MutatedGroups()
    {
        var noise = Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>());
        var labels = from text in Gen.ArrayOf(Gen.Elements(" ABCXYZ0123456789=.HDRUHLVOLEOF".ToCharArray()), 800) select Encoding.ASCII.GetBytes(text);
        var mutated =
            from trailer in Trailers()
            from opening in Bool()
            from place in Gen.Choose(0, (LabelGroup.OpeningLabels * Label.Size) - 1)
            from change in Gen.Choose(1, 255)
            from cut in Gen.Choose(0, 200)
            select Mutate(trailer, opening, place, (byte)change, cut);
        return Gen.OneOf(noise, labels, mutated);
    }

    /// <summary>Computes the checksum in the last label again.</summary>
    public static void Reseal(Span<byte> group)
    {
        var place = group.LastIndexOf(" CRC="u8);
        Encoding.ASCII.GetBytes($"{Crc32C.Compute(group[..place]):X8}", group[(place + 5)..]);
    }

    public static void AssertNothingBut<TException>(this Exception? exception)
        where TException : Exception
    {
        if (exception is not null)
            Assert.IsAssignableFrom<TException>(exception);
    }

    private static byte[] Mutate(SegmentTrailer trailer, bool opening, int place, byte change, int cut)
    {
        var bytes = new byte[LabelGroup.LongestGroup];
        var length = opening
            ? LabelGroup.WriteOpening(trailer.Header, withVolumeLabel: cut % 2 == 0, bytes)
            : LabelGroup.WriteTrailer(trailer, bytes);
        bytes[place] ^= change;
        return bytes[..(length - (cut > 100 ? cut : 0))];
    }

    private static Gen<string> Word(string alphabet, int longest) =>
        from length in Gen.Choose(1, longest)
        from characters in Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), length)
        select new string(characters);

    private static Gen<long> Count() =>
        Gen.OneOf(Gen.Choose(0, 1000).Select(value => (long)value), Long(), Gen.Constant(long.MaxValue));

    private static Gen<DateTimeOffset> Time() =>
        from ticks in Long()
        select new DateTimeOffset(EarliestTick + (ticks % (LatestTick - EarliestTick)), TimeSpan.Zero);

    private static Gen<long> Long() =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select ((long)high << 31) | (uint)low;
}
