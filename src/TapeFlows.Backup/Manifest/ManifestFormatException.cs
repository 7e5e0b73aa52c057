namespace TapeFlows.Backup.Manifest;

/// <summary>A manifest cannot be read on. The lines before were delivered and stay valid.</summary>
internal sealed class ManifestFormatException : Exception
{
    /// <summary>Says where and why.</summary>
    /// <param name="line">The line at fault, from 1.</param>
    /// <param name="isTruncated">Whether the manifest simply ends too early.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    /// <param name="cause">How it showed.</param>
    public ManifestFormatException(long line, bool isTruncated, string reason, Exception? cause = null)
        : base($"The manifest {(isTruncated ? "is cut off" : "is damaged")} at line {line}: {reason}. The lines before it were read; the rest of the set can be learned from its segments.", cause)
    {
        Line = line;
        IsTruncated = isTruncated;
    }

    /// <summary>The line at fault, from 1.</summary>
    public long Line { get; }

    /// <summary>Whether the manifest ends too early; otherwise something in it is wrong.</summary>
    public bool IsTruncated { get; }
}
