using System.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// Writes all that stands before a member's content: an extended header with its records, then the ustar header. One instance per
/// writing thread; its buffers are reused, so that a member costs no allocation. Nothing of the moment of writing gets into a header:
/// the same entry gives the same bytes.
/// </summary>
internal sealed class PaxHeaderWriter
{
    /// <summary>The longest path or link target in bytes. Linux itself stops at 4096 in one call, but trees can be deeper.</summary>
    public const int MaxPathLength = 64 * 1024;

    private readonly string _token;
    private readonly PaxRecords _records = new();
    private byte[] _buffer = new byte[4096];
    private byte[] _path = new byte[4096];

    /// <summary>A writer of one set's members.</summary>
    /// <param name="setId">The set, whose token goes into the names of parts and sparse members.</param>
    public PaxHeaderWriter(Guid setId) => _token = MemberPart.TokenOf(setId);

    /// <summary>The header of a member without content.</summary>
    /// <inheritdoc cref="Write(FileEntry, in MemberContent)"/>
    public ReadOnlySpan<byte> Write(FileEntry entry) => Write(entry, default);

    /// <summary>The header of a member.</summary>
    /// <param name="entry">What it describes. Its <see cref="FileEntry.Size"/> is not looked at.</param>
    /// <param name="content">What follows: <see cref="MemberContent.StoredLength"/> bytes, those of a sparse map included, padded to whole tar units.</param>
    /// <returns>A multiple of 512 bytes, valid until the next call.</returns>
    /// <exception cref="ArgumentException">A socket; a path or link target over <see cref="MaxPathLength"/>; content of something that has none.</exception>
    /// <exception cref="InvalidOperationException">The attributes make the header longer than <see cref="PaxRecords.MaxLength"/>.</exception>
    public ReadOnlySpan<byte> Write(FileEntry entry, scoped in MemberContent content)
    {
        if (entry.Kind != EntryKind.File && content != default)
            throw new ArgumentException($"{entry.Path} is a {entry.Kind} and has no content to archive.", nameof(content));
        var name = NameOf(entry, content);
        CollectRecords(entry, content, name);
        var body = (int)TarBlock.Pad(_records.Length);
        var length = TarBlock.Size + body + TarBlock.Size;
        if (_buffer.Length < length)
            _buffer = new byte[Math.Max(length, 2 * _buffer.Length)];
        WriteExtendedHeader(_buffer.AsSpan(0, TarBlock.Size + body));
        WriteUstarHeader(_buffer.AsSpan(TarBlock.Size + body, TarBlock.Size), entry, content, name);
        return _buffer.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> NameOf(FileEntry entry, scoped in MemberContent content)
    {
        var path = content.Part is { } part ? part.NameFor(entry.Path, _token) : entry.Path;
        if (content.Sparse is not null)
            path = MemberPart.Below(path, $"GNUSparseFile.{_token}", []);
        if (path.Length > MaxPathLength)
            throw new ArgumentException($"The path {entry.Path} has {path.Length} bytes; a member's path has at most {MaxPathLength}.", nameof(entry));
        if (path.IsRoot)
            return "./"u8;
        if (_path.Length <= path.Length)
            _path = new byte[path.Length + 1];
        var length = path.CopyTo(_path);
        if (entry.Kind == EntryKind.Directory)
            _path[length++] = (byte)'/';
        return _path.AsSpan(0, length);
    }

    private void CollectRecords(FileEntry entry, scoped in MemberContent content, ReadOnlySpan<byte> name)
    {
        _records.Clear();
        if (!UstarHeader.FitsName(name))
            _records.Add("path"u8, name);
        AddLink(entry);
        AddOwner(entry);
        if (content.StoredLength > UstarHeader.MaxLong)
            _records.Add("size"u8, content.StoredLength);
        AddTimes(entry);
        AddSparse(entry, content);
        AddVolume(entry, content);
        foreach (var attribute in entry.Attributes)
            AddAttribute(attribute);
        new MemberComment
        {
            Inode = entry.Inode,
            Device = entry.Device,
            LinkCount = entry.LinkCount,
            NodeNumbers = entry.DeviceMajor > UstarHeader.MaxNumber || entry.DeviceMinor > UstarHeader.MaxNumber
                ? ((ulong)entry.DeviceMajor << 32) | entry.DeviceMinor
                : 0,
            Part = content.Part,
        }.AddTo(_records);
    }

    private void AddLink(FileEntry entry)
    {
        if (entry.LinkTarget is not { } target)
            return;
        if (target.Length > MaxPathLength)
            throw new ArgumentException($"The link {entry.Path} has a target of {target.Length} bytes; at most {MaxPathLength} are possible.", nameof(entry));
        if (!UstarHeader.FitsName(target))
            _records.Add("linkpath"u8, target);
    }

    private void AddOwner(FileEntry entry)
    {
        if (entry.UserId > UstarHeader.MaxNumber)
            _records.Add("uid"u8, entry.UserId);
        if (entry.GroupId > UstarHeader.MaxNumber)
            _records.Add("gid"u8, entry.GroupId);
        if (entry.UserName is { } user && !UstarHeader.FitsOwnerName(user))
            _records.Add("uname"u8, user);
        if (entry.GroupName is { } group && !UstarHeader.FitsOwnerName(group))
            _records.Add("gname"u8, group);
    }

    private void AddTimes(FileEntry entry)
    {
        var modified = entry.ModifiedAt;
        if (modified.Nanoseconds != 0 || modified.Seconds is < 0 or > UstarHeader.MaxLong)
            _records.Add("mtime"u8, modified);
        _records.Add("atime"u8, entry.AccessedAt);
        _records.Add("ctime"u8, entry.ChangedAt);
    }

    private void AddSparse(FileEntry entry, in MemberContent content)
    {
        if (content.Sparse is not { } map)
            return;
        if (map.Length != content.Length)
            throw new ArgumentException($"The sparse map of {entry.Path} covers {map.Length} bytes, the member {content.Length}.", nameof(content));
        var path = content.Part is { } part ? part.NameFor(entry.Path, _token) : entry.Path;
        _records.Add("GNU.sparse.major"u8, 1);
        _records.Add("GNU.sparse.minor"u8, 0);
        _records.Add("GNU.sparse.name"u8, path.ToBytes());
        _records.Add("GNU.sparse.realsize"u8, map.Length);
    }

    private void AddVolume(FileEntry entry, in MemberContent content)
    {
        if (content.Part is not { HasOwnName: true } part)
            return;
        _records.Add("GNU.volume.filename"u8, entry.Path.ToBytes());
        _records.Add("GNU.volume.size"u8, part.FileSize - part.FileOffset);
        _records.Add("GNU.volume.offset"u8, part.FileOffset);
    }

    private void AddAttribute(ExtendedAttribute attribute)
    {
        Span<byte> keyword = stackalloc byte[1024];
        "SCHILY.xattr."u8.CopyTo(keyword);
        _records.Add(keyword[..(13 + AttributeName.Encode(attribute.Name, keyword[13..]))], attribute.Value);
    }

    private void WriteExtendedHeader(Span<byte> destination)
    {
        var header = new UstarHeader(destination[..TarBlock.Size], TypeFlag.ExtendedHeader);
        header.SetName("././@PaxHeader"u8);
        header.SetMode(0x1a4); // 0644
        header.SetOwner(0, 0);
        header.SetSize(_records.Length);
        header.SetModifiedAt(0);
        header.Seal();
        _records.Written.CopyTo(destination[TarBlock.Size..]);
        destination[(TarBlock.Size + _records.Length)..].Clear();
    }

    private static void WriteUstarHeader(Span<byte> block, FileEntry entry, in MemberContent content, ReadOnlySpan<byte> name)
    {
        var header = new UstarHeader(block, TypeOf(entry));
        header.SetName(name);
        header.SetMode(entry.Mode);
        header.SetOwner(entry.UserId, entry.GroupId);
        header.SetOwnerNames(entry.UserName, entry.GroupName);
        header.SetSize(content.StoredLength);
        header.SetModifiedAt(entry.ModifiedAt.Seconds);
        if (entry.LinkTarget is { } target)
            header.SetLinkName(target);
        if (entry.Kind is EntryKind.CharacterDevice or EntryKind.BlockDevice)
            header.SetDevice(entry.DeviceMajor, entry.DeviceMinor);
        header.Seal();
    }

    private static TypeFlag TypeOf(FileEntry entry) => entry.Kind switch
    {
        EntryKind.File => TypeFlag.Regular,
        EntryKind.Directory => TypeFlag.Directory,
        EntryKind.SymbolicLink => TypeFlag.SymbolicLink,
        EntryKind.HardLink => TypeFlag.HardLink,
        EntryKind.Fifo => TypeFlag.Fifo,
        EntryKind.CharacterDevice => TypeFlag.CharacterDevice,
        EntryKind.BlockDevice => TypeFlag.BlockDevice,
        _ => throw new ArgumentException($"{entry.Path} is a {entry.Kind}, which no tar archive can hold.", nameof(entry)),
    };
}
