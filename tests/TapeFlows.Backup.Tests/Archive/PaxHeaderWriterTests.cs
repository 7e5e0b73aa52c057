using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using TapeFlows.Backup.Archive;
using TarReader = TapeFlows.Backup.Archive.TarReader;

namespace TapeFlows.Backup.Tests.Archive;

public class PaxHeaderWriterTests
{
    [Fact]
    public void What_is_written_is_read_back_exactly() => AnyEntry.ForAll(AnyEntry.Entry, entry =>
    {
        var header = new TestArchive().Add(entry, new MemberContent(entry.Size), []).ToArray();
        var reader = new TarReader(new MemoryStream(header));
        var member = reader.Next();
        Assert.NotNull(member);
        Assert.Equal(entry.Size, member.StoredLength);
        AssertSame(entry, member.Entry);
    }, 500);

    [Fact]
    public void The_tar_of_the_runtime_reads_the_same() => AnyEntry.ForAll(AnyEntry.Entry.Where(IsReadableByTheRuntime), entry =>
    {
        var bytes = new TestArchive().Add(entry, new MemberContent(entry.Size), new byte[entry.Size]).End();
        using var tar = new System.Formats.Tar.TarReader(new MemoryStream(bytes));
        var read = Assert.IsType<PaxTarEntry>(tar.GetNextEntry(copyData: false), exactMatch: false);
        Assert.Equal(Encoding.UTF8.GetString(entry.Path.ToBytes()), read.Name.TrimEnd('/'));
        Assert.Equal(entry.Mode, (uint)read.Mode);
        Assert.Equal(entry.Size, read.Length);
        Assert.True((read.ModificationTime - DateTimeOffset.FromUnixTimeSeconds(entry.ModifiedAt.Seconds)).Duration() <= TimeSpan.FromSeconds(1));
        Assert.Equal(entry.LinkTarget is null ? "" : Encoding.UTF8.GetString(entry.LinkTarget), read.LinkName);
        Assert.Null(tar.GetNextEntry());
    });

    [Fact]
    public void The_same_entry_gives_the_same_bytes_without_allocating()
    {
        var writer = new PaxHeaderWriter(TestArchive.SetId);
        var entry = TestArchive.File("usr/share/doc/a-file", 100);
        var first = writer.Write(entry, new MemberContent(100)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            writer.Write(entry, new MemberContent(100));
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(first, writer.Write(entry, new MemberContent(100)));
        Assert.Equal(0, after - before);
    }

    [Fact]
    public void An_ordinary_file_looks_as_the_format_says()
    {
        var header = new PaxHeaderWriter(TestArchive.SetId).Write(TestArchive.File("etc/hosts", 5), new MemberContent(5));
        Assert.Equal(1536, header.Length);
        var records = Encoding.ASCII.GetString(header[512..1024]).TrimEnd('\0');
        Assert.Equal("20 atime=1700000001\n30 ctime=1700000002.123456789\n36 comment=TAPEFLOWS ino=42 dev=8:1\n", records);
        Assert.Equal("104B", Convert.ToHexString(SHA256.HashData(header))[..4]);
    }

    [Fact]
    public void A_socket_is_refused() =>
        Assert.Throws<ArgumentException>(() => { new PaxHeaderWriter(TestArchive.SetId).Write(Of(EntryKind.Socket)); });

    [Fact]
    public void Content_of_a_directory_is_refused() =>
        Assert.Throws<ArgumentException>(() => { new PaxHeaderWriter(TestArchive.SetId).Write(Of(EntryKind.Directory), new MemberContent(1)); });

    [Fact]
    public void A_path_beyond_the_limit_is_refused_with_its_length()
    {
        var entry = TestArchive.File(string.Concat(Enumerable.Repeat("0123456/", 9000)));
        var refusal = Assert.Throws<ArgumentException>(() => { new PaxHeaderWriter(TestArchive.SetId).Write(entry); });
        Assert.Contains("71999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_directory_is_a_dot()
    {
        var bytes = new TestArchive().Add(new FileEntry { Path = default, Kind = EntryKind.Directory, Mode = 0x1ed }).End();
        Assert.True(new TarReader(new MemoryStream(bytes)).Next()!.Entry.Path.IsRoot);
    }

    private static FileEntry Of(EntryKind kind) => new() { Path = EntryPath.FromText("a"), Kind = kind };

    // The runtime takes names for UTF-8, a newline for the end of a pax record and dates for those of DateTimeOffset, and needs whole content.
    private static bool IsReadableByTheRuntime(FileEntry entry) =>
        IsText(entry.Path.ToBytes()) && (entry.LinkTarget is null || IsText(entry.LinkTarget)) && entry.Size < 10_000
        && entry.ModifiedAt.Seconds is > -62_000_000_000 and < 200_000_000_000
        && entry.Attributes.Count == 0 && !entry.Path.ToBytes().Contains((byte)'\n') && entry.LinkTarget?.Contains((byte)'\n') != true
        && entry.UserId <= int.MaxValue && entry.GroupId <= int.MaxValue && entry.DeviceMajor <= int.MaxValue && entry.DeviceMinor <= int.MaxValue;

    private static bool IsText(byte[] name) => System.Text.Unicode.Utf8.IsValid(name);

    internal static void AssertSame(FileEntry expected, FileEntry actual)
    {
        Assert.Equal(expected.Path, actual.Path);
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.Equal(expected.Mode, actual.Mode);
        Assert.Equal((expected.UserId, expected.GroupId), (actual.UserId, actual.GroupId));
        Assert.Equal((expected.UserName, expected.GroupName), (actual.UserName, actual.GroupName));
        Assert.Equal(expected.Size, actual.Size);
        Assert.Equal(expected.ModifiedAt, actual.ModifiedAt);
        Assert.Equal(expected.AccessedAt, actual.AccessedAt);
        Assert.Equal(expected.ChangedAt, actual.ChangedAt);
        Assert.Equal((expected.Inode, expected.Device, expected.LinkCount), (actual.Inode, actual.Device, actual.LinkCount));
        Assert.Equal((expected.DeviceMajor, expected.DeviceMinor), (actual.DeviceMajor, actual.DeviceMinor));
        Assert.Equal(expected.LinkTarget, actual.LinkTarget);
        Assert.Equal(expected.Attributes.Select(a => (a.Name, Convert.ToHexString(a.Value))), actual.Attributes.Select(a => (a.Name, Convert.ToHexString(a.Value))));
    }
}
