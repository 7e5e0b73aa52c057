using System.Buffers;
using System.Security.Cryptography;

namespace TapeFlows.Backup.Manifest;

/// <summary>
/// Writes <c>SHA256SUMS</c> as <c>sha256sum</c> of GNU coreutils does and checks it, paths relative to the root: regular files only. A line whose name
/// holds a backslash, newline or carriage return begins with a backslash, and the name has <c>\\</c>, <c>\n</c> and <c>\r</c> instead.
/// </summary>
internal sealed class ChecksumListWriter
{
    private const int FlushLength = 64 * 1024;
    private readonly Stream _destination;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushLength);
    private byte[] _name = new byte[4096];

    /// <summary>Begins a list.</summary>
    /// <param name="destination">Where to; stays open.</param>
    public ChecksumListWriter(Stream destination) => _destination = destination;

    /// <summary>Adds an entry, if it has a checksum and is in the set.</summary>
    /// <param name="file">The row of the catalog.</param>
    public void Write(CatalogFile file)
    {
        if (file.Kind != EntryKind.File || file.IsDeleted || file.Sha256 is not { } sum)
            return;
        if (_name.Length < file.Path.Length)
            _name = new byte[file.Path.Length];
        var name = _name.AsSpan(0, file.Path.CopyTo(_name));
        var isSpecial = name.ContainsAny((byte)'\\', (byte)'\n', (byte)'\r');
        if (isSpecial)
            _buffer.Write("\\"u8);
        Convert.TryToHexStringLower(sum, _buffer.GetSpan(2 * SHA256.HashSizeInBytes), out var digits);
        _buffer.Advance(digits);
        _buffer.Write("  "u8);
        if (isSpecial)
            WriteEscaped(name);
        else
            _buffer.Write(name);
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushLength)
            Flush();
    }

    /// <summary>Writes what is still in the buffer.</summary>
    public void Complete() => Flush();

    private void WriteEscaped(ReadOnlySpan<byte> name)
    {
        foreach (var value in name)
            _buffer.Write(value switch
            {
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => [value],
            });
    }

    private void Flush()
    {
        _destination.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
