using System.Security.Cryptography;

namespace TapeFlows.Backup.Manifest;

/// <summary>Cuts a stream into lines of limited length, and sums up what it read.</summary>
internal sealed class ManifestLines : IDisposable
{
    /// <summary>The longest line: three names of 64 KiB with every byte escaped, and some thousand parts, have room.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private readonly Stream _source;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads from a stream's present position on.</summary>
    public ManifestLines(Stream source) => _source = source;

    /// <summary>The number of the line just read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">Its bytes without the newline, until the next call.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ManifestFormatException">The line is too long, or the last one has no end.</exception>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        Number++;
        var searched = _start;
        while (true)
        {
            var newline = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var length = searched + newline - _start;
                line = _buffer.AsMemory(_start, length);
                _hash.AppendData(_buffer, _start, length + 1);
                _start += length + 1;
                return true;
            }

            searched = _end - _start;
            if (!Refill())
                break;
        }

        line = default;
        return _start == _end ? false : throw new ManifestFormatException(Number, isTruncated: true, "the last line has no end");
    }

    /// <summary>SHA-256 over the lines read so far.</summary>
    public byte[] Sum() => _hash.GetCurrentHash();

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    // Moves the begun line to the front, and makes room where it fills the buffer.
    private bool Refill()
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            if (_end >= MaxLength)
                throw new ManifestFormatException(Number, isTruncated: false, $"a line of more than {MaxLength} bytes");
            Array.Resize(ref _buffer, Math.Min(MaxLength, 2 * _end));
        }

        var count = _source.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
