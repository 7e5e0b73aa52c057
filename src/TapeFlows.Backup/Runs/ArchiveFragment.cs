namespace TapeFlows.Backup.Runs;

/// <summary>A run of tar members in memory as they will stand on tape. Used again and again; it only grows.</summary>
internal sealed class ArchiveFragment
{
    // Large enough from the start for all but odd batches: growing would leave large garbage behind.
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(1024 * 1024);
    private int _length;

    /// <summary>What was put together so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Forgets everything.</summary>
    public void Clear() => _length = 0;

    /// <summary>Room behind the end, to read a member's content into before its header is known.</summary>
    /// <param name="headerLength">How long the header will be, as far as one can tell.</param>
    /// <param name="length">How long the room is to be.</param>
    public Span<byte> ContentRoom(int headerLength, int length)
    {
        Reserve(headerLength + length);
        return _bytes.AsSpan(_length + headerLength, length);
    }

    /// <summary>Adds a member whose content is in the room given out last.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="expectedHeaderLength">What was said when the room was asked for; when it was wrong, the content moves.</param>
    /// <param name="contentLength">Bytes of content.</param>
    /// <returns>Bytes added, padding included.</returns>
    public int Add(ReadOnlySpan<byte> header, int expectedHeaderLength, int contentLength)
    {
        var end = header.Length + contentLength;
        var padding = Archive.TarBlock.PaddingOf(contentLength);
        Reserve(Math.Max(expectedHeaderLength, header.Length) + contentLength + padding);
        var member = _bytes.AsSpan(_length);
        if (header.Length != expectedHeaderLength)
            member.Slice(expectedHeaderLength, contentLength).CopyTo(member[header.Length..]);
        header.CopyTo(member);
        member.Slice(end, padding).Clear();
        _length += end + padding;
        return end + padding;
    }

    /// <summary>Adds a member without content.</summary>
    public int Add(ReadOnlySpan<byte> header) => Add(header, header.Length, 0);

    // Array.Resize keeps what stands behind the end, too: content that waits for its header.
    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + more));
    }
}
