namespace TapeFlows.Backup.Volumes;

/// <summary>What a person wants of a volume beside writing and reading it; what is <see langword="null"/> stays.</summary>
/// <param name="Pool">The pool that it joins.</param>
/// <param name="State">What it can be used for from then on.</param>
/// <param name="Remark">Words about it; empty takes them away.</param>
public sealed record VolumeChange(string? Pool = null, VolumeState? State = null, string? Remark = null)
{
    /// <summary>The volume as it is wanted. Only what the tape cannot contradict: what is on it is its pool's, and where it ends is where the next writer begins.</summary>
    /// <param name="volume">As it is.</param>
    /// <param name="pieces">What the catalog has on it.</param>
    /// <param name="isInLibrary">Whether the library shows it.</param>
    /// <exception cref="VolumeChangeException">It cannot be; the message says why.</exception>
    public Volume Of(Volume volume, IReadOnlyList<Segment> pieces, bool isInLibrary)
    {
        if (pieces.Any(piece => piece.State == SegmentState.Writing))
            throw Refused(volume, "is being written, or was when its writer died", "Wait until the write has ended, or have it go on.");
        if (Pool is { } pool && pool != volume.Pool && (pieces.Count > 0 || volume.State != VolumeState.Scratch))
            throw Refused(volume, $"holds something of pool '{volume.Pool}'", "Only a scratch volume changes its pool: expire its sets, and cleanup makes it one.");
        if (State is { } state && state != volume.State && Obstacle(volume, state, pieces, isInLibrary) is { } obstacle)
            throw Refused(volume, obstacle.Why, obstacle.Do);
        return volume with
        {
            Pool = Pool ?? volume.Pool,
            State = State ?? volume.State,
            Remark = Remark is null ? (State is VolumeState.Appendable or VolumeState.Scratch ? null : volume.Remark) : Remark.Length == 0 ? null : Remark,
        };
    }

    private static (string Why, string Do)? Obstacle(Volume volume, VolumeState state, IReadOnlyList<Segment> pieces, bool isInLibrary) => (state, volume.State) switch
    {
        (VolumeState.Unknown, _) => ("is known", "Unknown is only what carries a label that cannot be read. Make it suspect to keep writers away."),
        (_, VolumeState.Unknown) => ("carries a label that is not ours or cannot be read", "Label it (POST /api/library/labels), or rebuild the catalog from it."),
        (VolumeState.Missing, _) when isInLibrary => ("is in the library", "Take it out first."),
        (VolumeState.Appendable or VolumeState.Scratch, _) when pieces.Any(piece => piece.State == SegmentState.Damaged) => ("holds damaged pieces", "Verify the volume: what is sound after all is marked so."),
        (VolumeState.Scratch, _) when pieces.Count > 0 || volume.Segments > 0 || volume.AppendAddress > 0 => ("holds something", "Expire its sets, and cleanup makes it scratch."),
        (VolumeState.Appendable, _) when volume.AppendAddress == 0 => ("holds nothing that could be appended to", "Make it scratch."),
        (VolumeState.Full, _) when volume.AppendAddress == 0 => ("holds nothing", "Make it suspect to keep writers away."),
        _ => null,
    };

    private static VolumeChangeException Refused(Volume volume, string why, string advice) => new($"Volume {volume.Barcode} {why}. {advice} Nothing was changed.");
}

/// <summary>A volume cannot be what a person wants it to be.</summary>
public sealed class VolumeChangeException(string message) : Exception(message);
