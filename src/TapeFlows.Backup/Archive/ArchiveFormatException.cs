namespace TapeFlows.Backup.Archive;

/// <summary>Bytes that should be a tar archive are not one. What came before them was delivered and stays valid.</summary>
internal sealed class ArchiveFormatException : Exception
{
    /// <summary>Says where and why.</summary>
    /// <param name="offset">Bytes from where the reader began to the header or record at fault.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    public ArchiveFormatException(long offset, string reason)
        : base($"Not a readable tar archive at byte {offset}: {reason}. Everything before that byte was read.")
    {
        Offset = offset;
        Reason = reason;
    }

    /// <summary>Bytes from where the reader began to the header or record at fault.</summary>
    public long Offset { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
