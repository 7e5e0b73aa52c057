using System.Text;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Tests.Archive;

/// <summary>Puts an archive together in memory.</summary>
internal sealed class TestArchive
{
    public static readonly Guid SetId = new("12345678-9abc-def0-1234-56789abcdef0");
    private readonly MemoryStream _bytes = new();
    private readonly PaxHeaderWriter _headers = new(SetId);

    public const string Token = "12345678";

    public static FileEntry File(string path, long size = 0) => new()
    {
        Path = EntryPath.FromText(path),
        Kind = EntryKind.File,
        Mode = Convert.ToUInt32("644", 8),
        Size = size,
        ModifiedAt = new UnixTime(1_700_000_000, 0),
        AccessedAt = new UnixTime(1_700_000_001, 0),
        ChangedAt = new UnixTime(1_700_000_002, 123_456_789),
        Inode = 42,
        Device = (8UL << 32) | 1,
    };

    public static FileEntry Directory(string path) => new()
    {
        Path = EntryPath.FromText(path), Kind = EntryKind.Directory, Mode = Convert.ToUInt32("755", 8), ModifiedAt = new UnixTime(1_600_000_000, 0),
    };

    public TestArchive Add(FileEntry entry)
    {
        _bytes.Write(_headers.Write(entry));
        return this;
    }

    public TestArchive Add(FileEntry entry, byte[] content) => Add(entry, new MemberContent(content.Length), content);

    public TestArchive Add(string path, string content) => Add(File(path, content.Length), Encoding.ASCII.GetBytes(content));

    public TestArchive Add(FileEntry entry, in MemberContent content, byte[] data)
    {
        _bytes.Write(_headers.Write(entry, content));
        if (content.Sparse is { } map)
        {
            var encoded = new byte[map.EncodedLength];
            map.Encode(encoded);
            _bytes.Write(encoded);
        }

        _bytes.Write(data);
        _bytes.Write(new byte[TarBlock.PaddingOf(content.StoredLength)]);
        return this;
    }

    public TestArchive Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();

    public byte[] End() => Raw(TarBlock.EndOfArchive).ToArray();
}
