using System.Text;
using FsCheck.Fluent;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Tests.Archive;

public class GnuTarTests
{
    [Fact]
    public void GNU_tar_lists_any_name_byte_for_byte_and_in_silence() => AnyEntry.ForAll(Gen.ArrayOf(AnyEntry.Entry, 20), entries =>
    {
        using var folder = new TestFolder();
        var archive = new TestArchive();
        foreach (var entry in entries)
            archive.Add(entry, new MemberContent(Math.Min(entry.Size, 600)), new byte[Math.Min(entry.Size, 600)]);
        folder.Write("a.tar", archive.End());
        var listed = StockTool.RunInSilence(folder.Path, "tar", "-t", "--quoting-style=escape", "-f", "a.tar").Text;
        Assert.Equal(
            entries.Select(e => Encoding.Latin1.GetString(e.Path.ToBytes())),
            listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Unescape(line).TrimEnd('/')));
    }, 30);

    [Fact]
    public void GNU_tar_extracts_every_kind_with_its_metadata()
    {
        using var folder = new TestFolder();
        var bad = EntryPath.FromBytes([.. "d/n"u8, 0xff, 0xfe]);
        folder.Write("a.tar", new TestArchive()
            .Add(TestArchive.Directory("d"))
            .Add(new FileEntry
            {
                Path = EntryPath.FromText("d/f"), Kind = EntryKind.File, Mode = Convert.ToUInt32("4755", 8), ModifiedAt = new UnixTime(1_600_000_000, 123_456_789),
                AccessedAt = new UnixTime(1_600_000_100, 5), Attributes = [new ExtendedAttribute("user.a=b%", [0, 10, 255])],
            }, "hello"u8.ToArray())
            .Add(new FileEntry { Path = EntryPath.FromText("d/h"), Kind = EntryKind.HardLink, LinkTarget = "d/f"u8.ToArray(), Mode = 0x1ed })
            .Add(new FileEntry { Path = EntryPath.FromText("d/s"), Kind = EntryKind.SymbolicLink, LinkTarget = "../f"u8.ToArray(), Mode = 0x1ff })
            .Add(new FileEntry { Path = EntryPath.FromText("d/p"), Kind = EntryKind.Fifo, Mode = 0x180 })
            .Add(new FileEntry { Path = bad, Kind = EntryKind.File, Mode = 0x1a4 }, "bytes"u8.ToArray())
            .End());
        StockTool.RunInSilence(folder.Path, "tar", "-xpf", "a.tar", "--xattrs", "--xattrs-include=*");
        var told = StockTool.RunInSilence(folder.Path, "stat", "-c", "%n %a %F %s %h %.9Y %N", "d", "d/f", "d/h", "d/s", "d/p");
        Assert.Equal(
            """
            d 755 directory 4096 2 1600000000.000000000 'd'
            d/f 4755 regular file 5 2 1600000000.123456789 'd/f'
            d/h 4755 regular file 5 2 1600000000.123456789 'd/h'
            d/s 777 symbolic link 4 1 0.000000000 'd/s' -> '../f'
            d/p 600 fifo 0 1 0.000000000 'd/p'

            """, told.Text);
        Assert.Equal("bytes", StockTool.RunInSilence(folder.Path, "sh", "-c", @"cat ""$(printf 'd/n\377\376')""").Text);
        Assert.Equal("000aff", ReadAttribute(folder["d/f"], "user.a=b%"));
    }

    [Fact]
    public void GNU_tar_restores_access_control_lists()
    {
        using var folder = new TestFolder();
        // acl(5) as the kernel has it: version 2; owner rw, user 1000 r, group r, mask r, others nothing.
        var list = Convert.FromHexString("0200000001000600ffffffff02000400e803000004000400ffffffff10000400ffffffff20000000ffffffff");
        var file = new FileEntry
        {
            Path = EntryPath.FromText("f"), Kind = EntryKind.File, Mode = Convert.ToUInt32("640", 8), Attributes = [new ExtendedAttribute("system.posix_acl_access", list)],
        };
        folder.Write("a.tar", new TestArchive().Add(file, "x"u8.ToArray()).End());
        StockTool.RunInSilence(folder.Path, "tar", "-xpf", "a.tar", "--xattrs", "--xattrs-include=*");
        Assert.Equal(Convert.ToHexStringLower(list), ReadAttribute(folder["f"], "system.posix_acl_access"));
    }

    [Fact]
    public void GNU_tar_makes_device_nodes()
    {
        using var folder = new TestFolder();
        Assert.SkipUnless(StockTool.Run(folder.Path, "mknod", "n", "c", "1", "3").ExitCode == 0, "only root may make device nodes");
        folder.Write("a.tar", new TestArchive()
            .Add(new FileEntry { Path = EntryPath.FromText("c"), Kind = EntryKind.CharacterDevice, DeviceMajor = 1, DeviceMinor = 3, Mode = 0x1b6 })
            .Add(new FileEntry { Path = EntryPath.FromText("b"), Kind = EntryKind.BlockDevice, DeviceMajor = 259, DeviceMinor = 1_048_575, Mode = 0x1b0 })
            .End());
        StockTool.RunInSilence(folder.Path, "tar", "-xpf", "a.tar");
        Assert.Equal("character special file 1 3 666\nblock special file 103 fffff 660\n", StockTool.RunInSilence(folder.Path, "stat", "-c", "%F %t %T %a", "c", "b").Text);
    }

    [Fact]
    public void GNU_tar_restores_a_sparse_file_with_its_holes()
    {
        using var folder = new TestFolder();
        var map = SparseMap.FromData([new SparseExtent((1 << 20) + 3, 5), new SparseExtent(8 << 20, 4096)], 16 << 20)!;
        var data = new byte[map.DataLength];
        data.AsSpan().Fill((byte)'x');
        folder.Write("a.tar", new TestArchive().Add(TestArchive.File("dir/sparse", map.Length), new MemberContent(map.Length, Sparse: map), data).End());
        StockTool.RunInSilence(folder.Path, "tar", "-xf", "a.tar");
        var restored = File.ReadAllBytes(folder["dir/sparse"]);
        Assert.Equal(16 << 20, restored.Length);
        Assert.Equal(512 + 4096, restored.Count(b => b == 'x'));
        Assert.All(restored[(1 << 20)..((1 << 20) + 512)], b => Assert.Equal((byte)'x', b));
        Assert.InRange(int.Parse(StockTool.RunInSilence(folder.Path, "stat", "-c", "%b", "dir/sparse").Text), 8, 64);
    }

    [Fact]
    public void Parts_extract_in_silence_and_join_to_the_file()
    {
        using var folder = new TestFolder();
        var content = Enumerable.Range(0, 3000).Select(i => (byte)(i * 7)).ToArray();
        var file = TestArchive.File("d/big", 3000);
        var map = new SparseMap([new SparseExtent(512, 488)], 1000);
        content.AsSpan(1000, 512).Clear();
        folder.Write("a.tar", new TestArchive()
            .Add(file, new MemberContent(1000, new MemberPart(1, 0, 3000)), content[..1000])
            .Add(file, new MemberContent(1000, new MemberPart(2, 1000, 3000), map), content[1512..2000])
            .End());
        folder.Write("b.tar", new TestArchive().Add(file, new MemberContent(1000, new MemberPart(3, 2000, 3000)), content[2000..]).End());
        StockTool.RunInSilence(folder.Path, "tar", "-xf", "a.tar");
        StockTool.RunInSilence(folder.Path, "tar", "-xf", "b.tar");
        StockTool.RunInSilence(folder.Path, "sh", "-c", $"cat d/GNUFileParts.{TestArchive.Token}/big.2 d/GNUFileParts.{TestArchive.Token}/big.3 >> d/big");
        Assert.Equal(content, File.ReadAllBytes(folder["d/big"]));
    }

    [Fact]
    public void A_restart_prefix_of_any_length_is_passed_over_in_silence()
    {
        using var folder = new TestFolder();
        foreach (var length in new[] { 1024, 1536, 4 << 20, (4 << 20) + 512, (4 << 20) + 1024, 16 << 20 })
        {
            var prefix = new byte[length];
            RestartPrefix.Write(prefix, []);
            folder.Write("a.tar", new TestArchive().Raw(prefix).Add("f", "hello").End());
            Assert.Equal("f\n", StockTool.RunInSilence(folder.Path, "tar", "-tf", "a.tar").Text);
        }
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("oldgnu")]
    [InlineData("pax")]
    [InlineData("ustar")]
    [InlineData("v7")]
    public void Archives_that_GNU_tar_wrote_are_read(string format)
    {
        using var folder = new TestFolder();
        var isLimited = format is "ustar" or "v7";
        var longName = isLimited ? "short" : string.Concat(Enumerable.Repeat("a-long-directory-name/", 20)) + "file";
        folder.Write($"t/{longName}", "hello"u8.ToArray());
        folder.Write("t/empty", []);
        File.CreateSymbolicLink(folder["t/link"], longName);
        StockTool.RunInSilence(folder.Path, "touch", "-d", "@1600000000", "t/empty");
        var mode = isLimited ? "--mtime=@1600000000" : "--mtime=@-5";
        StockTool.RunInSilence(folder.Path, "tar", "-cf", "a.tar", $"--format={format}", mode, "t");
        var reader = new TarReader(new MemoryStream(File.ReadAllBytes(folder["a.tar"])));
        var found = new Dictionary<string, TarMember>(StringComparer.Ordinal);
        while (reader.Next() is { } member)
        {
            found.Add(member.Entry.Path.ToString(), member);
            var content = new byte[10];
            if (member.Entry.Path.ToString() == $"t/{longName}")
                Assert.Equal("hello", Encoding.ASCII.GetString(content, 0, reader.Read(content)));
        }

        Assert.Equal(ArchiveEnd.Complete, reader.End);
        Assert.Equal(EntryKind.Directory, found["t"].Entry.Kind);
        Assert.Equal(longName, Encoding.UTF8.GetString(found["t/link"].Entry.LinkTarget!));
        Assert.Equal(new UnixTime(isLimited ? 1_600_000_000 : -5, 0), found["t/empty"].Entry.ModifiedAt);
        Assert.Contains($"t/{longName}", found.Keys);
    }

    [Fact]
    public void A_sparse_file_that_GNU_tar_wrote_is_read()
    {
        using var folder = new TestFolder();
        StockTool.RunInSilence(folder.Path, "sh", "-c", "truncate -s 10M s; printf abc | dd of=s bs=1 seek=5M conv=notrunc 2>/dev/null; tar -cS --format=pax -f a.tar s");
        var reader = new TarReader(new MemoryStream(File.ReadAllBytes(folder["a.tar"])));
        var member = reader.Next()!;
        Assert.Equal("s", member.Entry.Path.ToString());
        Assert.Equal(10 << 20, member.Length);
        var buffer = new byte[8192];
        var count = reader.Read(buffer, out var offset);
        Assert.Equal(5 << 20, offset);
        Assert.StartsWith("abc", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
    }

    private static string ReadAttribute(string path, string name)
    {
        var read = StockTool.RunInSilence(".", "python3", "-c", "import os,sys; print(os.getxattr(sys.argv[1], sys.argv[2]).hex())", path, name);
        return read.Text.Trim();
    }

    private static string Unescape(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                text.Append(line[i]);
                continue;
            }

            var next = line[++i];
            if (next is >= '0' and <= '7')
            {
                text.Append((char)Convert.ToInt32(line.Substring(i, 3), 8));
                i += 2;
            }
            else
            {
                text.Append(next switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', '?' => '\x7f', _ => next });
            }
        }

        return text.ToString();
    }
}
