using System.Text;
using FsCheck.Fluent;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Tests.Archive;

public class TarReaderTests
{
    [Fact]
    public void Members_come_in_order_with_content_and_positions()
    {
        var bytes = new TestArchive().Add("a", "first").Add(TestArchive.Directory("b")).Add("b/c", "second").End();
        var reader = new TarReader(new MemoryStream(bytes));
        var first = reader.Next()!;
        Assert.Equal((0, 1536, 5), (first.HeaderOffset, first.ContentOffset, first.StoredLength));
        Assert.Equal("first", ReadText(reader));
        Assert.Equal(2048, reader.Next()!.HeaderOffset);
        Assert.Equal("b/c", reader.Next()!.Entry.Path.ToString());
        Assert.Equal("second", ReadText(reader));
        Assert.Null(reader.Next());
        Assert.Equal(ArchiveEnd.Complete, reader.End);
    }

    [Fact]
    public void Sparse_parts_come_back_with_their_places() => AnyEntry.ForAll(
        from map in AnyEntry.Sparse
        from number in Gen.Choose(1, 1000)
        from offset in Gen.Choose(0, int.MaxValue)
        from isRest in Gen.Elements(true, false)
        from path in AnyEntry.Path
        select (map, part: new MemberPart(number, offset, offset + map.Length + 5, isRest), path),
        given =>
        {
            var entry = new FileEntry { Path = given.path, Kind = EntryKind.File };
            var data = Enumerable.Range(0, (int)given.map.DataLength).Select(i => (byte)i).ToArray();
            var reader = new TarReader(new MemoryStream(new TestArchive().Add(entry, new MemberContent(given.map.Length, given.part, given.map), data).End()));
            var member = reader.Next()!;
            Assert.Equal(given.path, member.Entry.Path);
            Assert.Equal(given.part, member.Part);
            Assert.Equal(given.part.FileSize, member.Entry.Size);
            Assert.Equal(given.map.Extents, member.Sparse!.Extents);
            Assert.Equal(given.map.Length, member.Length);
            Assert.Equal(Spread(given.map, data), ReadSpread(reader, given.map.Length));
            Assert.Null(reader.Next());
            Assert.Equal(ArchiveEnd.Complete, reader.End);
        });

    [Fact]
    public void A_slice_of_a_sparse_map_says_the_same_of_its_stretch() => AnyEntry.ForAll(
        from map in AnyEntry.Sparse
        from start in Gen.Choose(0, (int)map.Length / 512)
        from units in Gen.Choose(0, 20)
        select (map, start: 512 * start, length: Math.Min(512 * units, map.Length - (512 * start))),
        given =>
        {
            var length = given.length;
            var data = Enumerable.Range(0, (int)given.map.DataLength).Select(i => (byte)(i + 1 | 1)).ToArray();
            var whole = Spread(given.map, data);
            var slice = given.map.Slice(given.start, length);
            var marks = Enumerable.Repeat((byte)1, (int)slice.DataLength).ToArray();
            Assert.Equal(whole.Skip((int)given.start).Take((int)length).Select(b => b != 0), Spread(slice, marks).Select(b => b != 0));
        });

    [Fact]
    public void A_cut_at_any_byte_is_told_with_what_is_missing()
    {
        var whole = new TestArchive().Add("a", "first").Add("b", new string('x', 700)).End();
        for (var cut = 0; cut < whole.Length; cut++)
        {
            foreach (var source in new Stream[] { new MemoryStream(whole, 0, cut), new OneWayStream(whole[..cut]) })
            {
                var reader = new TarReader(source);
                while (reader.Next() is not null)
                {
                }

                Assert.Equal(ArchiveEnd.Cut, reader.End);
                if (cut is > 2048 + 1536 and < 2048 + 1536 + 700)
                    Assert.Equal(("b", 2048 + 1536 + 700 - cut), (reader.Member!.Entry.Path.ToString(), reader.DataMissing));
            }
        }
    }

    [Fact]
    public void A_later_section_reads_alone_and_joined()
    {
        var headers = new PaxHeaderWriter(TestArchive.SetId);
        var file = TestArchive.File("big", 2000);
        var whole = new TestArchive().Add(file, Enumerable.Repeat((byte)'x', 2000).ToArray()).Add("z", "last").End();
        var tail = headers.Write(file, new MemberContent(1488, new MemberPart(1, 512, 2000, IsRest: true)));
        var prefix = new byte[8192];
        RestartPrefix.Write(prefix, tail);
        byte[] section = [.. prefix, .. whole[2048..]];
        var reader = new TarReader(new MemoryStream(section));
        var rest = reader.Next()!;
        Assert.Equal("big", rest.Entry.Path.ToString());
        Assert.Equal((512, 1488, true), (rest.FileOffset, rest.Length, rest.Part!.Value.IsRest));
        Assert.Equal("z", reader.Next()!.Entry.Path.ToString());
        Assert.Null(reader.Next());
        Assert.Equal(ArchiveEnd.Complete, reader.End);
    }

    [Theory]
    [InlineData(1024, 0, true)]
    [InlineData(512, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(1000, 0, false)]
    [InlineData(1536, 1536, true)]
    [InlineData(2048, 1536, false)]
    [InlineData(2560, 1536, true)]
    public void A_restart_prefix_has_any_length_from_its_minimum_on(int length, int tail, bool isPossible)
    {
        Assert.Equal(isPossible, RestartPrefix.IsPossible(length, tail));
        if (isPossible)
            RestartPrefix.Write(new byte[length], new byte[tail]);
        else
            Assert.Throws<ArgumentException>(() => RestartPrefix.Write(new byte[length], new byte[tail]));
    }

    [Fact]
    public void Names_that_would_lead_astray_are_delivered_as_they_are()
    {
        var bytes = new TestArchive().Add("x/../../etc/passwd", "").Add("y", "").End();
        var reader = new TarReader(new MemoryStream(bytes));
        Assert.Equal("x/../../etc/passwd", reader.Next()!.Entry.Path.ToString());
        Assert.Equal("y", reader.Next()!.Entry.Path.ToString());
    }

    [Theory]
    [InlineData("9 path=a\0\n")]
    [InlineData("0 path=a\n")]
    [InlineData("-9 path=a\n")]
    [InlineData("99999999999999999999 path=a\n")]
    [InlineData("11 path=aaa\n")]
    [InlineData("8 =abcd\n")]
    [InlineData("19 size=9999999999999\n")]
    [InlineData("28 size=9223372036854775807\n")]
    [InlineData("11 size=-1\n")]
    [InlineData("11 size=0x\n")]
    [InlineData("18 uid=4294967296\n")]
    [InlineData("13 mtime=1.x\n")]
    [InlineData("12 mtime=..\n")]
    [InlineData("22 GNU.sparse.major=0\n")]
    [InlineData("21 GNU.sparse.map=1\n")]
    public void A_hostile_record_is_refused(string record)
    {
        var bytes = new TestArchive().Raw(Extended(Encoding.Latin1.GetBytes(record))).Raw(Plain("f", 0)).End();
        Assert.Throws<ArchiveFormatException>(() => ReadAll(bytes));
    }

    [Theory]
    [InlineData("-1\n")]
    [InlineData("\n")]
    [InlineData("99999999999999999999\n")]
    [InlineData("300000\n")]
    [InlineData("1\n5\n9000\n")]
    [InlineData("2\n5\n2\n6\n2\n")]
    [InlineData("1\n5 2\n")]
    [InlineData("1\n0\n99\n")]
    public void A_hostile_sparse_map_is_refused(string map)
    {
        var records = Encoding.ASCII.GetBytes("22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n28 GNU.sparse.realsize=1000\n");
        var content = new byte[1024];
        Encoding.ASCII.GetBytes(map, content);
        var bytes = new TestArchive().Raw(Extended(records)).Raw(Plain("f", 522)).Raw(content).End();
        Assert.Throws<ArchiveFormatException>(() => ReadAll(bytes));
    }

    [Fact]
    public void A_header_that_claims_to_be_huge_costs_no_memory()
    {
        var header = Plain("x", 7_000_000, TypeFlag.ExtendedHeader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new TarReader(new MemoryStream(header));
        Assert.Null(reader.Next());
        Assert.Equal(ArchiveEnd.Cut, reader.End);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
        Assert.Throws<ArchiveFormatException>(() => ReadAll(Plain("x", 9_000_000, TypeFlag.ExtendedHeader)));
    }

    [Fact]
    public void Random_bytes_and_mutations_give_members_or_a_named_error() => AnyEntry.ForAll(
        from entries in Gen.ArrayOf(AnyEntry.Entry, 3)
        from seed in Gen.Choose(0, int.MaxValue)
        select (entries, seed),
        given =>
        {
            var archive = new TestArchive();
            foreach (var entry in given.entries)
                archive.Add(entry, new MemberContent(Math.Min(entry.Size, 700)), new byte[Math.Min(entry.Size, 700)]);
            var bytes = archive.End();
            Mutate(bytes, new Random(given.seed));
            try
            {
                ReadAll(bytes);
            }
            catch (ArchiveFormatException error)
            {
                Assert.InRange(error.Offset, 0, bytes.Length);
            }
        }, 1000);

    // Flips some bytes and then makes the header checksums right again, or else nothing behind them would ever be tried.
    private static void Mutate(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 20); i > 0; i--)
            bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next('0', '9') : (byte)random.Next(256);
        for (var at = 0; at + 512 <= bytes.Length; at += 512)
        {
            var block = bytes.AsSpan(at, 512);
            if (block[257..262].SequenceEqual("ustar"u8))
                Encoding.ASCII.GetBytes(Convert.ToString(UstarHeader.Checksum(block), 8).PadLeft(6, '0') + "\0 ", block[148..]);
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        var reader = new TarReader(new MemoryStream(bytes));
        var buffer = new byte[1000];
        while (reader.Next() is not null)
            while (reader.Read(buffer, out _) > 0)
            {
            }
    }

    private static byte[] Plain(string name, long size, TypeFlag type = TypeFlag.Regular)
    {
        var block = new byte[512];
        var header = new UstarHeader(block, type);
        header.SetName(Encoding.ASCII.GetBytes(name));
        header.SetMode(0);
        header.SetOwner(0, 0);
        header.SetSize(size);
        header.SetModifiedAt(0);
        header.Seal();
        return block;
    }

    private static byte[] Extended(byte[] records) =>
        [.. Plain("x", records.Length, TypeFlag.ExtendedHeader), .. records, .. new byte[TarBlock.PaddingOf(records.Length)]];

    private static string ReadText(TarReader reader)
    {
        var buffer = new byte[100];
        var length = 0;
        while (reader.Read(buffer.AsSpan(length)) is > 0 and var count)
            length += count;
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static byte[] Spread(SparseMap map, byte[] data)
    {
        var whole = new byte[map.Length];
        var at = 0;
        foreach (var extent in map.Extents)
        {
            data.AsSpan(at, (int)extent.Length).CopyTo(whole.AsSpan((int)extent.Offset));
            at += (int)extent.Length;
        }

        return whole;
    }

    private static byte[] ReadSpread(TarReader reader, long length)
    {
        var whole = new byte[length];
        var buffer = new byte[333];
        while (reader.Read(buffer, out var offset) is > 0 and var count)
            buffer.AsSpan(0, count).CopyTo(whole.AsSpan((int)offset));
        return whole;
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        // As a pipe does: never all that was asked for.
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 100)]);
    }
}
