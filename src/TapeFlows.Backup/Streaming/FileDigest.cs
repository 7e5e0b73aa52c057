using System.Security.Cryptography;

namespace TapeFlows.Backup.Streaming;

/// <summary>The running SHA-256 of one large file, fed by the hashing thread in file order.</summary>
internal sealed class FileDigest : IDisposable
{
    private static readonly byte[] Zeros = new byte[64 * 1024];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The checksum, once the last stretch is in.</summary>
    public byte[]? Value { get; private set; }

    public void Append(ReadOnlySpan<byte> content) => _hash.AppendData(content);

    public void AppendHole(long length)
    {
        for (; length > 0; length -= Zeros.Length)
            _hash.AppendData(Zeros, 0, (int)Math.Min(length, Zeros.Length));
    }

    public void Close() => Value = _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
