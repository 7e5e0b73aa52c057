namespace TapeFlows.Tape.Drives;

/// <summary>Where a motion over filemarks ends, and what a drive tells of it: what SPACE does behind Linux <c>st</c>'s MTFSF and MTBSF.</summary>
internal static class FilemarkSpacing
{
    /// <summary>Behind the last of so many filemarks, or at the end of data with those that were passed.</summary>
    public static (long Position, TapeResult Result) Forwards(Recording recording, long position, long count)
    {
        var passed = recording.FilemarksBefore(position);
        var reachable = Math.Min(count, recording.FilemarkCount - passed);
        if (reachable < count)
            return (recording.Count, EndOfData(recording, reachable));
        return (recording.FindFilemark(passed + count - 1) + 1, new TapeResult(TapeStatus.Done, (int)count));
    }

    /// <summary>In front of the last of so many filemarks, or at the beginning with those that were passed.</summary>
    public static (long Position, TapeResult Result) Backwards(Recording recording, long position, long count)
    {
        var passed = recording.FilemarksBefore(position);
        return passed < count
            ? (0, new TapeResult(TapeStatus.BeginningOfMedium, (int)passed))
            : (recording.FindFilemark(passed - count), new TapeResult(TapeStatus.Done, (int)count));
    }

    /// <summary>What a motion that came to the end of data tells; where more may be behind it, a media error.</summary>
    /// <param name="recording">Where.</param>
    /// <param name="passed">The filemarks on the way.</param>
    public static TapeResult EndOfData(Recording recording, long passed = 0) =>
        recording.DamageAtEnd is { } damage ? new TapeResult(TapeStatus.MediaError, (int)passed, damage) : new TapeResult(TapeStatus.EndOfData, (int)passed);
}
