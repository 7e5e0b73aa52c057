namespace TapeFlows.Tape.Drives;

/// <summary>The outcome of one drive operation: a status, a count and, for errors, words for a person.</summary>
/// <param name="Status">How the operation ended.</param>
/// <param name="Count">Bytes read by a read, objects passed by a spacing operation, otherwise 0.</param>
/// <param name="Detail">What the drive had to say about an error; <see langword="null"/> in normal work.</param>
public readonly record struct TapeResult(TapeStatus Status, int Count = 0, string? Detail = null)
{
    /// <summary>The operation was carried out.</summary>
    public static TapeResult Done { get; } = new(TapeStatus.Done);

    /// <summary>Whether the operation was carried out.</summary>
    public bool IsDone => Status == TapeStatus.Done;

    /// <summary>Whether the drive or the medium failed, so that retrying in the same spot is wrong.</summary>
    public bool IsFailure => Status is TapeStatus.MediaError or TapeStatus.HardwareError;
}
