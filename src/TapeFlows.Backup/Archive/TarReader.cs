namespace TapeFlows.Backup.Archive;

/// <summary>How an archive ended.</summary>
internal enum ArchiveEnd
{
    /// <summary>The reader is not there yet.</summary>
    NotReached,

    /// <summary>By two units of zeros, as it should.</summary>
    Complete,

    /// <summary>
    /// The bytes ran out before that: ordinary for a section that a volume's end cut, damage anywhere else.
    /// </summary>
    Cut,
}

/// <summary>
/// Reads a tar archive as a stream, in constant memory: pax with the records of GNU tar and our own, GNU tar's older format, plain ustar.
/// Everything in it is taken for hostile; what is malformed gives an <see cref="ArchiveFormatException"/>, never a wrong member.
/// </summary>
/// <remarks>Names are delivered as they are: keeping <c>..</c> and links inside a target is the task of those who create files.</remarks>
internal sealed class TarReader
{
    private readonly TarSource _source;
    private readonly byte[] _block = new byte[TarBlock.Size];
    private byte[] _body = [];
    private TarMember? _member;
    private long _next;
    private int _extent;
    private long _dataRead;
    private long _dataLength;

    /// <summary>Reads from a stream's present position on; the stream stays open.</summary>
    /// <param name="source">The archive, decompressed.</param>
    public TarReader(Stream source) => _source = new TarSource(source);

    /// <summary>How the archive ended.</summary>
    public ArchiveEnd End { get; private set; }

    /// <summary>Bytes taken from the source so far.</summary>
    public long Position => _source.Position;

    /// <summary>The member whose content is next; after a cut, the one that the cut is in; <see langword="null"/> when it is in no member.</summary>
    public TarMember? Member => _member;

    /// <summary>Bytes of the member's data that were not delivered yet. After a cut: those that are lost.</summary>
    public long DataMissing => _dataLength - _dataRead;

    /// <summary>Goes to the next member, passing over what is left of this one.</summary>
    /// <returns>The member, or <see langword="null"/> at the end; see <see cref="End"/> there.</returns>
    /// <exception cref="ArchiveFormatException">There is no member and no end, but something else.</exception>
    public TarMember? Next()
    {
        if (End != ArchiveEnd.NotReached || !SkipContent())
            return null;
        _member = null;
        _dataLength = _dataRead = 0;
        var start = _source.Position;
        var header = new MemberHeader();
        while (true)
        {
            var offset = _source.Position;
            if (!_source.Fill(_block))
                return Ended(ArchiveEnd.Cut);
            if (UstarHeader.IsZero(_block))
                return EndOfArchive(offset, start);
            var ustar = new UstarFields(_block, offset);
            switch (ustar.Type)
            {
                case TypeFlag.ExtendedHeader:
                    if (!ReadBody(ustar.Size, PaxRecords.MaxLength, offset))
                        return Ended(ArchiveEnd.Cut);
                    header.Apply(_body.AsSpan(0, (int)ustar.Size), offset + TarBlock.Size);
                    break;
                case TypeFlag.GnuLongName or TypeFlag.GnuLongLink:
                    if (!ReadBody(ustar.Size, PaxHeaderWriter.MaxPathLength + TarBlock.Size, offset))
                        return Ended(ArchiveEnd.Cut);
                    if (ustar.Type == TypeFlag.GnuLongName)
                        header.SetLongName(_body.AsSpan(0, (int)ustar.Size));
                    else
                        header.SetLongLink(_body.AsSpan(0, (int)ustar.Size));
                    break;
                case TypeFlag.GlobalHeader or TypeFlag.GnuVolumeLabel:
                    // What we write there is padding; other programs' defaults for all members are not for single files to depend on.
                    if (!_source.SkipTo(_source.Position + TarBlock.Pad(ustar.Size)))
                        return Ended(ArchiveEnd.Cut);
                    start = _source.Position;
                    break;
                default:
                    return Begin(header.Complete(ustar, start, _source.Position), header);
            }
        }
    }

    /// <summary>Reads the member's data, holes left out.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="offset">Where in the member's content the bytes belong.</param>
    /// <returns>Bytes read, never across a hole; 0 at the end of the data or at a cut.</returns>
    public int Read(Span<byte> buffer, out long offset)
    {
        offset = 0;
        if (_member is null || _dataRead == _dataLength || End != ArchiveEnd.NotReached)
            return 0;
        var left = _dataLength - _dataRead;
        offset = _dataRead;
        if (_member.Sparse is { } map)
        {
            var extent = map.Extents[_extent];
            left = extent.End - _next;
            offset = _next;
        }

        var count = _source.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        if (count == 0 && !buffer.IsEmpty)
            End = ArchiveEnd.Cut;
        _dataRead += count;
        Advance(count);
        return count;
    }

    /// <summary>Reads the member's data, holes left out, without asking where it belongs.</summary>
    /// <inheritdoc cref="Read(Span{byte}, out long)"/>
    public int Read(Span<byte> buffer) => Read(buffer, out _);

    private void Advance(int count)
    {
        if (_member!.Sparse is not { } map)
            return;
        _next += count;
        if (_next == map.Extents[_extent].End && ++_extent < map.Extents.Count)
            _next = map.Extents[_extent].Offset;
    }

    private TarMember? Begin(TarMember member, MemberHeader header)
    {
        _member = member;
        _dataLength = member.StoredLength;
        if (!header.IsSparse)
            return member;
        var map = SparseMapReader.Read(_source, header.RealSize);
        if (map is null)
            return Ended(ArchiveEnd.Cut);
        if (_source.Position - member.ContentOffset + map.DataLength != member.StoredLength)
            throw new ArchiveFormatException(member.HeaderOffset, "a sparse map that does not fit the stored length");
        member.Sparse = map;
        _dataLength = map.DataLength;
        _extent = 0;
        _next = map.Extents.Count > 0 ? map.Extents[0].Offset : 0;
        return member;
    }

    private bool SkipContent()
    {
        if (_member is null)
            return true;
        if (_source.SkipTo(_member.ContentOffset + TarBlock.Pad(_member.StoredLength)))
            return true;
        _dataRead = Math.Max(_dataRead, Math.Min(_dataLength, _source.Position - (_member.ContentOffset + _member.StoredLength - _dataLength)));
        End = ArchiveEnd.Cut;
        return false;
    }

    private TarMember? EndOfArchive(long offset, long start)
    {
        if (offset != start)
            throw new ArchiveFormatException(offset, "headers without the member they belong to");
        if (!_source.Fill(_block))
            return Ended(ArchiveEnd.Cut);
        if (!UstarHeader.IsZero(_block))
            throw new ArchiveFormatException(offset, "a single unit of zeros where two end an archive");
        return Ended(ArchiveEnd.Complete);
    }

    private TarMember? Ended(ArchiveEnd end)
    {
        End = end;
        return null;
    }

    // The buffer grows with what arrives, not with what a header claims.
    private bool ReadBody(long size, int limit, long offset)
    {
        if (size > limit)
            throw new ArchiveFormatException(offset, $"a header of {size} bytes; {limit} are the limit");
        var padded = (int)TarBlock.Pad(size);
        for (var at = 0; at < padded;)
        {
            var step = Math.Min(padded - at, 64 * 1024);
            if (_body.Length < at + step)
                Array.Resize(ref _body, Math.Max(at + step, Math.Min(padded, 2 * _body.Length)));
            if (!_source.Fill(_body.AsSpan(at, step)))
                return false;
            at += step;
        }

        return true;
    }
}
