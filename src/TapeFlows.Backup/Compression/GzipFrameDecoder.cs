using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TapeFlows.Backup.Compression;

/// <summary>Decodes the gzip members that <see cref="GzipFrameEncoder"/> made, each from memory, and checks sum and length of each.</summary>
internal sealed class GzipFrameDecoder : FrameDecoder
{
    private readonly Stream _source;
    private readonly Crc32 _crc = new();
    private byte[] _member = new byte[256 * 1024];
    private int _memberLength;
    private long _consumed;
    private long _content;
    private DeflateStream? _inflate;

    /// <summary>Decodes from a stream's present position on.</summary>
    /// <param name="source">At the start of a member; stays open.</param>
    public GzipFrameDecoder(Stream source) => _source = source;

    /// <inheritdoc/>
    protected override int Decode(Span<byte> buffer)
    {
        while (true)
        {
            if (_inflate is null && !OpenMember())
                return 0;
            var count = Inflate(buffer);
            if (count > 0)
                return count;
            CloseMember();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _inflate?.Dispose();
        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            var count = _inflate!.Read(buffer);
            _crc.Append(buffer[..count]);
            _content += count;
            return _content <= MaxFrameContent ? count : throw Damaged($"it holds more than {MaxFrameContent} bytes");
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage.Message);
        }
    }

    private bool OpenMember()
    {
        var start = _consumed;
        var read = Fill(0, GzipMember.HeaderLength);
        if (read == 0)
            return false;
        BeginFrame(start);
        if (read < GzipMember.HeaderLength)
            throw Truncated();
        if (!GzipMember.TryReadHeader(_member, out _memberLength, out var hasComment))
            throw Damaged("it does not begin as a gzip member of TapeFlows does");
        if (Fill(GzipMember.HeaderLength, _memberLength) < _memberLength - GzipMember.HeaderLength)
            throw Truncated();
        var body = GzipMember.HeaderLength;
        var end = _memberLength - GzipMember.TrailerLength;
        if (hasComment)
            body += _member.AsSpan(body, end - body).IndexOf((byte)0) + 1;
        if (hasComment && body == GzipMember.HeaderLength)
            throw Damaged("its comment does not end");
        _crc.Reset();
        _content = 0;
        _inflate = new DeflateStream(new MemoryStream(_member, body, end - body, writable: false), CompressionMode.Decompress);
        return true;
    }

    private void CloseMember()
    {
        _inflate!.Dispose();
        _inflate = null;
        var trailer = _member.AsSpan(_memberLength - GzipMember.TrailerLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _crc.GetCurrentHashAsUInt32()
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)_content)
            throw Damaged("its content does not fit its CRC-32 or its length");
    }

    // The buffer grows with what arrives, not with what a header claims.
    private int Fill(int from, int to)
    {
        var at = from;
        while (at < to)
        {
            if (at == _member.Length)
                Array.Resize(ref _member, Math.Min(GzipMember.MaxLength, 2 * _member.Length));
            var count = _source.Read(_member.AsSpan(at, Math.Min(to, _member.Length) - at));
            if (count == 0)
                break;
            at += count;
        }

        _consumed += at - from;
        return at - from;
    }
}
