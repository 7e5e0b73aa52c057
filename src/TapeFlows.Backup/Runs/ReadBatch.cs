using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// A run of small entries, read ahead as one piece of the archive: headers and contents as they will stand on tape. Prepared by a reading
/// thread, taken in order by the assembler, and used again.
/// </summary>
internal sealed class ReadBatch
{
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to prepare.</summary>
    public List<NumberedChange> Changes { get; } = new(256);

    /// <summary>Content bytes expected.</summary>
    public long Bytes { get; set; }

    /// <summary>Headers and contents.</summary>
    public ArchiveFragment Archive { get; } = new();

    /// <summary>Its members in order, deletions among them.</summary>
    public List<PreparedMember> Members { get; } = new(256);

    /// <summary>What reading has shown.</summary>
    public List<SourceProblem> Problems { get; } = [];

    public Task Ready => _ready.Task;

    public void SetReady() => _ready.SetResult();

    public void SetFailed(Exception failure) => _ready.SetException(failure);

    public void Reset()
    {
        _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Changes.Clear();
        Members.Clear();
        Problems.Clear();
        Archive.Clear();
        Bytes = 0;
    }
}

/// <summary>A change with the number that its row will have.</summary>
internal readonly record struct NumberedChange(SourceChange Change, long Ordinal);

/// <summary>A member and the length of its fragment, padding included; 0 for a deletion. A member that outgrew its batch has an item to stream instead.</summary>
internal readonly record struct PreparedMember(Member? Member, int Length, NumberedChange Streamed = default);
