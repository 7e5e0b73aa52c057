using System.Buffers;
using System.Security.Cryptography;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Comparison;

/// <summary>Reads a file to compare it with the SHA-256 of its row.</summary>
internal static class ContentComparison
{
    private const int BufferSize = 1 << 20;

    /// <summary>Whether the content is, beyond doubt, what the row's checksum says. A file that cannot be read well is not.</summary>
    public static bool IsSame(in SourceItem item, CatalogFile row, CancellationToken cancellationToken)
    {
        if (row.Sha256 is not { } expected || !SourceContent.TryOpen(item, out var file, out _))
            return false;
        using (file)
        {
            if (file.Entry.Size != row.Size)
                return false;
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                return Hash(file, buffer, cancellationToken).AsSpan().SequenceEqual(expected) && file.CheckAfterRead() is null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Hash(SourceFile file, byte[] buffer, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0; offset < file.Entry.Size && file.Problem is null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = (int)Math.Min(buffer.Length, file.Entry.Size - offset);
            var read = file.ReadAt(offset, buffer.AsSpan(0, length));
            hash.AppendData(buffer, 0, read);
            offset += length;
        }

        return hash.GetHashAndReset();
    }
}
