namespace TapeFlows.Tape.Drives;

/// <summary>Whether writing filemarks waits for the medium (SSC WRITE FILEMARKS, IMMED bit).</summary>
public enum FilemarkMode
{
    /// <summary>Returns as soon as the drive has taken the mark into its buffer. Nothing is made durable.</summary>
    Immediate,

    /// <summary>
    /// Returns when everything written before, and the marks, are on the medium. The only commit point there is: an error here means
    /// that all data since the last synchronous mark is lost.
    /// </summary>
    Synchronous,
}
