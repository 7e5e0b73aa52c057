using System.Buffers.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>Walks over the records of an extended header.</summary>
internal ref struct PaxRecordReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly long _offset;
    private int _at;

    /// <summary>Starts at the first record.</summary>
    /// <param name="body">The header's body without padding.</param>
    /// <param name="offset">Where the body was read, for messages.</param>
    public PaxRecordReader(ReadOnlySpan<byte> body, long offset)
    {
        _body = body;
        _offset = offset;
    }

    /// <summary>The record's keyword.</summary>
    public ReadOnlySpan<byte> Keyword { get; private set; }

    /// <summary>The record's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Where the record was read, for messages.</summary>
    public long Offset { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArchiveFormatException">The bytes are no record.</exception>
    public bool Next()
    {
        var rest = _body[_at..];
        if (rest.IsEmpty)
            return false;
        Offset = _offset + _at;
        // A length has at most 8 digits under the limit on the header.
        if (!Utf8Parser.TryParse(rest[..Math.Min(9, rest.Length)], out int length, out var digits)
            || rest[0] is < (byte)'0' or > (byte)'9' || digits >= rest.Length || rest[digits] != ' ')
            throw new ArchiveFormatException(Offset, "a pax record does not begin with its length");
        if (length > rest.Length || length < digits + 3 || rest[length - 1] != '\n')
            throw new ArchiveFormatException(Offset, $"a pax record states a length of {length} bytes, which does not end in a newline");
        var text = rest[(digits + 1)..(length - 1)];
        var equals = text.IndexOf((byte)'=');
        if (equals <= 0)
            throw new ArchiveFormatException(Offset, "a pax record has no keyword");
        Keyword = text[..equals];
        Value = text[(equals + 1)..];
        _at += length;
        return true;
    }
}
