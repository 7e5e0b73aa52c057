using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Tests.Archive;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Manifest;

public class ManifestTests
{
    internal static readonly BackupSet Set = new()
    {
        Id = TestArchive.SetId,
        Type = BackupType.Differential,
        State = SetState.Writing,
        BaseId = new Guid("00000000-0000-0000-0000-000000000001"),
        Pool = "default",
        Roots = ["/etc", @"/srv/n\xff"],
        HostName = "atlas",
        Compression = "zstd",
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567),
        FinishedAt = new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero),
        Files = 3,
        Deleted = 1,
        Bytes = 1L << 50,
        Warnings = 2,
        Pieces = 2,
    };

    [Fact]
    public void Every_row_comes_back_exactly() => AnyEntry.ForAll(Gen.ListOf(AnyFile.File, 5), files =>
    {
        var bytes = Written(files);
        using var reader = new ManifestReader(new MemoryStream(bytes));
        Assert.Equal(ManifestLine.Set, reader.Next());
        Assert.Equal(ManifestLine.Piece, reader.Next());
        AssertSame(Piece, reader.Piece!);
        foreach (var file in files)
        {
            Assert.Equal(ManifestLine.File, reader.Next());
            AssertSame(file, reader.File!);
        }

        Assert.Equal(ManifestLine.End, reader.Next());
        Assert.Null(reader.Next());
        AssertSame(Set with { ManifestSha256 = SHA256.HashData(bytes) }, reader.Set!);
    }, 200);

    [Fact]
    public void An_ordinary_file_is_one_readable_line()
    {
        var text = Encoding.UTF8.GetString(Written([OrdinaryFile])).Split('\n');
        Assert.Equal(
            """{"type":"file","n":7,"path":"etc/hôtes \"x\"","kind":"file","mode":"0644","uid":0,"gid":0,"size":5,"mtime":"1700000000.5","ctime":"1700000001","inode":42,"device":"8:1","sha256":"000000000000000000000000000000000000000000000000000000000000abcd","at":[1,77,512,0]}""",
            text[2]);
        Assert.Equal("""{"type":"end","pieces":1,"files":1,"deleted":0}""", text[3]);
    }

    [Fact]
    public void A_line_of_an_ordinary_file_costs_no_allocation()
    {
        using var writer = new ManifestWriter(Stream.Null);
        writer.WriteSet(Set);
        for (var i = 0; i < 1000; i++)
            writer.WriteFile(OrdinaryFile);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            writer.WriteFile(OrdinaryFile);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_a_later_version_adds_is_passed_over()
    {
        var text = Encoding.UTF8.GetString(Written([OrdinaryFile]));
        text = text.Replace("\"n\":7,", "\"n\":7,\"new\":{\"a\":[1,{\"b\":null}]},", StringComparison.Ordinal)
            .Replace("{\"type\":\"end\"", "{\"type\":\"remark\",\"text\":\"hello\"}\n{\"type\":\"end\"", StringComparison.Ordinal);
        using var reader = new ManifestReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var kinds = new List<ManifestLine>();
        while (reader.Next() is { } kind)
            kinds.Add(kind);
        Assert.Equal([ManifestLine.Set, ManifestLine.Piece, ManifestLine.File, ManifestLine.End], kinds);
    }

    [Fact]
    public void A_manifest_cut_anywhere_is_never_taken_for_whole()
    {
        var bytes = Written([OrdinaryFile, OrdinaryFile]);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var error = Assert.Throws<ManifestFormatException>(() => ReadAll(bytes[..cut]));
            Assert.True(error.IsTruncated);
        }
    }

    [Theory]
    [InlineData("\"n\":7", "\"n\":-7")]
    [InlineData("\"n\":7", "\"n\":99999999999999999999")]
    [InlineData("\"uid\":0", "\"uid\":4294967296")]
    [InlineData("\"kind\":\"file\"", "\"kind\":\"flle\"")]
    [InlineData("\"0644\"", "\"9\"")]
    [InlineData("\"0644\"", "\"70000\"")]
    [InlineData("\"8:1\"", "\"8\"")]
    [InlineData("\"8:1\"", "\"8:x\"")]
    [InlineData("\"1700000000.5\"", "\"soon\"")]
    [InlineData("[1,77,512,0]", "[1,77,512]")]
    [InlineData("[1,77,512,0]", "[1,-77,512,0]")]
    [InlineData("abcd\"", "abc\"")]
    [InlineData("\"files\":1,\"deleted\"", "\"files\":2,\"deleted\"")]
    [InlineData("\"format\":1", "\"format\":2")]
    [InlineData("\"type\":\"piece\"", "\"type\":\"set\"")]
    [InlineData("{\"type\":\"set\"", "{\"type\":\"piece\"")]
    [InlineData("{\"type\":\"end\"", "x{\"type\":\"end\"")]
    public void What_is_wrong_is_named_with_its_line(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(Written([OrdinaryFile]));
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var line = text[..at].Count(c => c == '\n') + 1;
        var error = Assert.Throws<ManifestFormatException>(() => ReadAll(Encoding.UTF8.GetBytes(text[..at] + wrong + text[(at + right.Length)..])));
        Assert.Equal(line, error.Line);
        Assert.False(error.IsTruncated);
    }

    [Fact]
    public void Random_and_mutated_bytes_give_lines_or_a_named_error() => AnyEntry.ForAll(
        from files in Gen.ListOf(AnyFile.File, 2)
        from seed in Gen.Choose(0, int.MaxValue)
        select (files, seed),
        given =>
        {
            var random = new Random(given.seed);
            var bytes = given.seed % 5 == 0 ? new byte[random.Next(3000)] : Written(given.files);
            if (given.seed % 5 == 0)
                random.NextBytes(bytes);
            for (var i = random.Next(1, 8); i > 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:\n0x-"[random.Next(11)];
            try
            {
                ReadAll(bytes);
            }
            catch (ManifestFormatException)
            {
                // the named error
            }
        }, 1000);

    [Fact]
    public void An_endless_line_is_refused_in_bounded_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ManifestFormatException>(() => ReadAll(new EndlessStream()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void Checksums_are_those_that_sha256sum_checks()
    {
        using var folder = new TestFolder();
        var list = new MemoryStream();
        var writer = new ChecksumListWriter(list);
        foreach (var name in new[] { "plain", "with blank", "back\\slash", "new\nline", "return\r", "d/täst", " lead", "*star" })
        {
            var content = Encoding.UTF8.GetBytes(name);
            folder.Write(name, content);
            writer.Write(new CatalogFile { Ordinal = 1, Path = EntryPath.FromText(name), Kind = EntryKind.File, Sha256 = SHA256.HashData(content) });
        }

        writer.Write(new CatalogFile { Ordinal = 1, Path = EntryPath.FromText("gone"), Kind = EntryKind.File, State = FileState.Deleted, Sha256 = new byte[32] });
        writer.Write(new CatalogFile { Ordinal = 1, Path = EntryPath.FromText("dir"), Kind = EntryKind.Directory });
        writer.Complete();
        folder.Write("SHA256SUMS", list.ToArray());
        var checkedFiles = StockTool.RunInSilence(folder.Path, "sha256sum", "-c", "--strict", "SHA256SUMS").Text;
        Assert.Equal(8, checkedFiles.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
    }

    private static Segment Piece { get; } = new()
    {
        SetId = Set.Id,
        Piece = 1,
        Number = 1,
        Section = 1,
        Kind = SegmentKind.Data,
        State = SegmentState.Committed,
        Barcode = "TF0001L8",
        VolumeId = new Guid("11111111-2222-3333-4444-555555555555"),
        LabelAddress = 0,
        FirstBlockAddress = 10,
        FileSequence = 1,
        BlockSize = 1 << 20,
        Compression = "zstd",
        Blocks = 5,
        Bytes = 5_000_000,
        Sha256 = SHA256.HashData("x"u8),
        RestartBytes = 1,
        ValidBytes = 4_999_999,
        StreamOffset = 3,
        Ending = PieceEnding.Continued,
        EndAddress = 31,
        CommittedAt = Set.StartedAt,
    };

    private static CatalogFile OrdinaryFile { get; } = new()
    {
        Ordinal = 7,
        Path = EntryPath.FromText("etc/hôtes \"x\""),
        Kind = EntryKind.File,
        Mode = Convert.ToUInt32("644", 8),
        Size = 5,
        ModifiedNanoseconds = 1_700_000_000_500_000_000,
        ChangedNanoseconds = 1_700_000_001_000_000_000,
        Inode = 42,
        Device = (8UL << 32) | 1,
        Sha256 = [.. new byte[30], 0xab, 0xcd],
        Position = new TapePosition(1, 77, 512, 0),
        LastPiece = 1,
    };

    private static byte[] Written(IEnumerable<CatalogFile> files)
    {
        var stream = new MemoryStream();
        using var writer = new ManifestWriter(stream);
        writer.WriteSet(Set);
        writer.WritePiece(Piece);
        foreach (var file in files)
            writer.WriteFile(file);
        writer.Complete();
        return stream.ToArray();
    }

    private static void ReadAll(byte[] bytes) => ReadAll(new MemoryStream(bytes));

    private static void ReadAll(Stream stream)
    {
        using var reader = new ManifestReader(stream);
        while (reader.Next() is not null)
        {
        }
    }

    // By reflection, so that a property that somebody adds later cannot be forgotten in the manifest.
    private static void AssertSame<T>(T expected, T actual)
    {
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.GetValue(expected) is byte[] bytes)
                Assert.Equal(bytes, (byte[]?)property.GetValue(actual));
            else if (property.GetValue(expected) is System.Collections.IEnumerable list and not string)
                Assert.Equal(list.Cast<object>(), ((System.Collections.IEnumerable)property.GetValue(actual)!).Cast<object>());
            else
                Assert.Equal(property.GetValue(expected), property.GetValue(actual));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }
    }
}
