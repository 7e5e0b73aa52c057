using System.Buffers.Text;
using System.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>What the headers in front of a member say, gathered until its ustar header completes it.</summary>
internal sealed class MemberHeader
{
    private readonly List<ExtendedAttribute> _attributes = [];
    private byte[]? _path;
    private byte[]? _link;
    private byte[]? _sparseName;
    private byte[]? _volumeFileName;
    private string? _userName;
    private string? _groupName;
    private uint? _userId;
    private uint? _groupId;
    private long? _size;
    private long? _sparseMajor;
    private long? _sparseMinor;
    private long? _realSize;
    private UnixTime? _modifiedAt;
    private UnixTime _accessedAt;
    private UnixTime _changedAt;
    private MemberComment _comment = new() { LinkCount = 1 };

    /// <summary>Whether the content begins with a sparse map of format 1.0.</summary>
    public bool IsSparse => _sparseMajor == 1 && _sparseMinor == 0;

    /// <summary>Length of a sparse member, holes counted.</summary>
    public long RealSize => _realSize ?? 0;

    /// <summary>GNU tar's long name in a header of its own.</summary>
    public void SetLongName(ReadOnlySpan<byte> name) => _path ??= UpToNul(name);

    /// <summary>GNU tar's long link name in a header of its own.</summary>
    public void SetLongLink(ReadOnlySpan<byte> name) => _link ??= UpToNul(name);

    /// <summary>Takes the records of an extended header; what it does not know it passes over.</summary>
    /// <param name="body">The header's body without padding.</param>
    /// <param name="offset">Where it was read, for messages.</param>
    /// <exception cref="ArchiveFormatException">A record is malformed or out of range.</exception>
    public void Apply(ReadOnlySpan<byte> body, long offset)
    {
        var records = new PaxRecordReader(body, offset);
        while (records.Next())
            Apply(records);
    }

    /// <summary>Completes the member.</summary>
    /// <param name="ustar">Its ustar header.</param>
    /// <param name="headerOffset">Where the first of its headers was read.</param>
    /// <param name="contentOffset">Where its content begins.</param>
    /// <exception cref="ArchiveFormatException">The headers make no member.</exception>
    public TarMember Complete(in UstarFields ustar, long headerOffset, long contentOffset)
    {
        var name = _sparseName ?? _path ?? ustar.Name;
        var kind = KindOf(ustar.Type, name, headerOffset);
        var stored = kind == EntryKind.File ? _size ?? ustar.Size : 0;
        if ((_sparseMajor is not null || _sparseMinor is not null) && !(IsSparse && _realSize is not null && kind == EntryKind.File))
            throw new ArchiveFormatException(headerOffset, "a sparse member in another format than GNU.sparse 1.0");
        var length = IsSparse ? RealSize : stored;
        var isNode = kind is EntryKind.CharacterDevice or EntryKind.BlockDevice;
        var entry = new FileEntry
        {
            Path = PathOf(_comment.Part is { HasOwnName: true } && _volumeFileName is not null ? _volumeFileName : name, kind, headerOffset),
            Kind = kind,
            Mode = ustar.Mode,
            UserId = _userId ?? ustar.UserId,
            GroupId = _groupId ?? ustar.GroupId,
            UserName = _userName ?? ustar.UserName,
            GroupName = _groupName ?? ustar.GroupName,
            Size = _comment.Part?.FileSize ?? length,
            ModifiedAt = _modifiedAt ?? new UnixTime(ustar.ModifiedAt, 0),
            AccessedAt = _accessedAt,
            ChangedAt = _changedAt,
            Inode = _comment.Inode,
            Device = _comment.Device,
            LinkCount = _comment.LinkCount,
            DeviceMajor = !isNode ? 0 : _comment.NodeNumbers != 0 ? (uint)(_comment.NodeNumbers >> 32) : ustar.DeviceMajor,
            DeviceMinor = !isNode ? 0 : _comment.NodeNumbers != 0 ? (uint)_comment.NodeNumbers : ustar.DeviceMinor,
            LinkTarget = LinkOf(kind, _link ?? ustar.LinkName, headerOffset),
            Attributes = _attributes.ToArray(),
        };
        if (_comment.Part is { } part && (kind != EntryKind.File || length > part.FileSize - part.FileOffset))
            throw new ArchiveFormatException(headerOffset, "a part that reaches behind the end of its file");
        return new TarMember
        {
            Entry = entry,
            HeaderOffset = headerOffset,
            ContentOffset = contentOffset,
            StoredLength = stored,
            Length = length,
            Part = _comment.Part,
        };
    }

    private void Apply(in PaxRecordReader record)
    {
        var key = record.Keyword;
        var value = record.Value;
        var offset = record.Offset;
        if (key.StartsWith("SCHILY.xattr."u8))
            _attributes.Add(new ExtendedAttribute(AttributeName.Decode(key["SCHILY.xattr."u8.Length..]), value.ToArray()));
        else if (key.SequenceEqual("path"u8))
            _path = NameOrNone(value, offset);
        else if (key.SequenceEqual("linkpath"u8))
            _link = NameOrNone(value, offset);
        else if (key.SequenceEqual("size"u8))
            _size = Number(value, offset);
        else if (key.SequenceEqual("mtime"u8))
            _modifiedAt = Time(value, offset);
        else if (key.SequenceEqual("atime"u8))
            _accessedAt = Time(value, offset) ?? default;
        else if (key.SequenceEqual("ctime"u8))
            _changedAt = Time(value, offset) ?? default;
        else if (key.SequenceEqual("comment"u8))
            ApplyComment(value);
        else if (key.SequenceEqual("uid"u8))
            _userId = Small(value, offset);
        else if (key.SequenceEqual("gid"u8))
            _groupId = Small(value, offset);
        else if (key.SequenceEqual("uname"u8))
            _userName = TextOrNone(value);
        else if (key.SequenceEqual("gname"u8))
            _groupName = TextOrNone(value);
        else if (key.SequenceEqual("GNU.volume.filename"u8))
            _volumeFileName = NameOrNone(value, offset);
        else if (key.StartsWith("GNU.sparse."u8))
            ApplySparse(key["GNU.sparse."u8.Length..], value, offset);
    }

    private void ApplyComment(ReadOnlySpan<byte> value)
    {
        if (MemberComment.TryParse(value, out var comment))
            _comment = comment;
    }

    private void ApplySparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset)
    {
        if (key.SequenceEqual("major"u8))
            _sparseMajor = Number(value, offset);
        else if (key.SequenceEqual("minor"u8))
            _sparseMinor = Number(value, offset);
        else if (key.SequenceEqual("name"u8))
            _sparseName = NameOrNone(value, offset);
        else if (key.SequenceEqual("realsize"u8))
            _realSize = Number(value, offset);
        else
            throw new ArchiveFormatException(offset, "a sparse member in another format than GNU.sparse 1.0");
    }

    private static EntryKind KindOf(TypeFlag type, ReadOnlySpan<byte> name, long offset) => type switch
    {
        TypeFlag.OldRegular when name.EndsWith("/"u8) => EntryKind.Directory,
        TypeFlag.Regular or TypeFlag.OldRegular or TypeFlag.Contiguous => EntryKind.File,
        TypeFlag.HardLink => EntryKind.HardLink,
        TypeFlag.SymbolicLink => EntryKind.SymbolicLink,
        TypeFlag.CharacterDevice => EntryKind.CharacterDevice,
        TypeFlag.BlockDevice => EntryKind.BlockDevice,
        TypeFlag.Directory => EntryKind.Directory,
        TypeFlag.Fifo => EntryKind.Fifo,
        _ => throw new ArchiveFormatException(offset, $"a member of the unknown type 0x{(byte)type:x2}"),
    };

    private static EntryPath PathOf(ReadOnlySpan<byte> name, EntryKind kind, long offset)
    {
        var path = MemberName.Normalize(name);
        if (path.Length == 0 && kind != EntryKind.Directory)
            throw new ArchiveFormatException(offset, "a member without a name");
        return EntryPath.FromBytes(path);
    }

    private static byte[]? LinkOf(EntryKind kind, byte[] link, long offset)
    {
        if (kind is not (EntryKind.HardLink or EntryKind.SymbolicLink))
            return null;
        if (link.Length == 0)
            throw new ArchiveFormatException(offset, "a link that leads nowhere");
        return kind == EntryKind.HardLink ? MemberName.Normalize(link) : link;
    }

    private static byte[]? NameOrNone(ReadOnlySpan<byte> value, long offset)
    {
        if (value.Length > PaxHeaderWriter.MaxPathLength + 512)
            throw new ArchiveFormatException(offset, $"a name of {value.Length} bytes");
        if (value.Contains((byte)0))
            throw new ArchiveFormatException(offset, "a name with a NUL in it");
        return value.IsEmpty ? null : value.ToArray();
    }

    // POSIX: an empty value takes back what an earlier record said.
    private static string? TextOrNone(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.UTF8.GetString(value);

    private static long? Number(ReadOnlySpan<byte> value, long offset)
    {
        if (value.IsEmpty)
            return null;
        if (!Utf8Parser.TryParse(value, out long number, out var used) || used != value.Length || number is < 0 or > TarBlock.MaxContentLength)
            throw new ArchiveFormatException(offset, "a pax record whose number is malformed or out of range");
        return number;
    }

    private static uint? Small(ReadOnlySpan<byte> value, long offset)
    {
        var number = Number(value, offset);
        return number <= uint.MaxValue || number is null ? (uint?)number : throw new ArchiveFormatException(offset, "an owner's number out of range");
    }

    private static UnixTime? Time(ReadOnlySpan<byte> value, long offset)
    {
        if (value.IsEmpty)
            return null;
        return PaxTime.TryParse(value, out var time) ? time : throw new ArchiveFormatException(offset, "a pax record whose time is malformed");
    }

    private static byte[] UpToNul(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return (end < 0 ? name : name[..end]).ToArray();
    }
}
