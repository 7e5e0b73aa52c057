using System.Buffers;
using System.Buffers.Binary;

namespace TapeFlows.Catalog.Stores;

/// <summary>
/// Rows in the binary form of PostgreSQL's <c>COPY</c> (chapter "COPY" of its manual, "Binary Format"): for each row the number of
/// columns in 16 bits, for each column its length in 32 bits, -1 for null, and its bytes; numbers big-endian.
/// </summary>
/// <remarks>Npgsql's own importer resolves the type of every value anew, which takes longer than the server needs to store it.</remarks>
internal sealed class PostgreSqlCopy(Stream stream)
{
    private const int FlushAt = 1 << 16;
    private readonly ArrayBufferWriter<byte> _buffer = Begin();

    public void BeginRow(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);

    public void Write(short value)
    {
        var bytes = Take(sizeof(int) + sizeof(short));
        BinaryPrimitives.WriteInt32BigEndian(bytes, sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(bytes[sizeof(int)..], value);
    }

    public void Write(int value)
    {
        var bytes = Take(sizeof(int) + sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(bytes, sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(bytes[sizeof(int)..], value);
    }

    public void Write(long value)
    {
        var bytes = Take(sizeof(int) + sizeof(long));
        BinaryPrimitives.WriteInt32BigEndian(bytes, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(int)..], value);
    }

    public void Write(byte[]? value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value?.Length ?? -1);
        if (value is not null)
            _buffer.Write(value);
    }

    /// <summary>Ends a row; from time to time this sends what has gathered.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellationToken) =>
        _buffer.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    /// <summary>Ends the rows.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        await FlushAsync(cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static ArrayBufferWriter<byte> Begin()
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        buffer.Write("PGCOPY\n"u8);
        buffer.Write<byte>([0xFF, (byte)'\r', (byte)'\n', 0]);
        // No flags, no extension of the header.
        buffer.Write<byte>(new byte[8]);
        return buffer;
    }

    private Span<byte> Take(int length)
    {
        var bytes = _buffer.GetSpan(length)[..length];
        _buffer.Advance(length);
        return bytes;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }
}
