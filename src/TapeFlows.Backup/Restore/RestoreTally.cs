using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Restore;

/// <summary>Counts what becomes of entries, and keeps the words about the first ones that something is wrong with. Safe from several threads.</summary>
internal sealed class RestoreTally(RunProgress progress)
{
    private readonly Lock _gate = new();
    private readonly List<LostFile> _lost = [];
    private readonly List<string> _warnings = [];
    private long _files;
    private long _bytes;
    private long _skipped;
    private long _lostCount;
    private long _warningCount;

    public void OnRestored(long bytes)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, bytes);
        progress.OnFiles(1, bytes);
    }

    public void OnSkipped() => Interlocked.Increment(ref _skipped);

    public void OnLost(in EntryPath path, Guid setId, string reason)
    {
        lock (_gate)
        {
            _lostCount++;
            if (_lost.Count < RestoreReport.MaxNamed)
                _lost.Add(new LostFile(path, setId, reason));
        }
    }

    public void OnWarning(string text)
    {
        lock (_gate)
        {
            _warningCount++;
            if (_warnings.Count < RestoreReport.MaxNamed)
                _warnings.Add(text);
        }
    }

    /// <summary>Adds the figures to a report.</summary>
    public RestoreReport Complete(RestoreReport report)
    {
        lock (_gate)
        {
            return report with
            {
                Files = Interlocked.Read(ref _files),
                Bytes = Interlocked.Read(ref _bytes),
                Skipped = Interlocked.Read(ref _skipped),
                LostCount = _lostCount,
                Lost = [.. _lost],
                WarningCount = _warningCount,
                Warnings = [.. _warnings],
                TapeBytes = progress.TapeBytes,
            };
        }
    }
}
