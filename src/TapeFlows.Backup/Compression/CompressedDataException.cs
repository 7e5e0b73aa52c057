namespace TapeFlows.Backup.Compression;

/// <summary>Compressed bytes cannot be decoded. What came before the frame at fault was delivered and is right.</summary>
internal sealed class CompressedDataException : Exception
{
    /// <summary>Says where and why.</summary>
    /// <param name="frameOffset">Where the frame at fault begins, in bytes from where the decoder began.</param>
    /// <param name="isTruncated">Whether the bytes simply ended within the frame.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    public CompressedDataException(long frameOffset, bool isTruncated, string reason)
        : base($"The compressed frame at byte {frameOffset} {(isTruncated ? "is cut off" : "is damaged")}: {reason}. Frames before it were read; begin again at the next frame's position, if it is known.")
    {
        FrameOffset = frameOffset;
        IsTruncated = isTruncated;
    }

    /// <summary>Where the frame at fault begins, in bytes from where the decoder began.</summary>
    public long FrameOffset { get; }

    /// <summary>Whether the bytes ended within the frame; otherwise they are wrong.</summary>
    public bool IsTruncated { get; }
}
