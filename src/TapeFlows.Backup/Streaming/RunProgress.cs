namespace TapeFlows.Backup.Streaming;

/// <summary>Where a long piece of work stands, for a progress bar, the console and the API.</summary>
/// <param name="Files">Entries done.</param>
/// <param name="Bytes">Content bytes read (backup) or restored.</param>
/// <param name="TapeBytes">Bytes that went to or came from tape.</param>
/// <param name="TotalBytes">Content bytes expected; <see langword="null"/> when nobody counted.</param>
/// <param name="BytesPerSecond">Rate over the last seconds.</param>
/// <param name="MeanBytesPerSecond">Rate over the whole run.</param>
/// <param name="Elapsed">Since the start.</param>
/// <param name="Remaining">Expected, when the total is known.</param>
/// <param name="Volume">The volume in the drive.</param>
/// <param name="BufferFill">How full the ring in front of the drive is, 0 to 1.</param>
/// <param name="Phase">What is being done, for people.</param>
public readonly record struct ProgressReport(
    long Files,
    long Bytes,
    long TapeBytes,
    long? TotalBytes,
    double BytesPerSecond,
    double MeanBytesPerSecond,
    TimeSpan Elapsed,
    TimeSpan? Remaining,
    string? Volume,
    double BufferFill,
    string Phase)
{
    /// <summary>The drive at work; <see langword="null"/>: whoever reports does not know it.</summary>
    public string? Drive { get; init; }
}

/// <summary>Counts what passes and reports at most twice a second. Safe from several threads.</summary>
internal sealed class RunProgress(IProgress<ProgressReport>? observer, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private long _files;
    private long _bytes;
    private long _tapeBytes;
    private long _lastReport = clock.GetTimestamp();
    private long _lastBytes;
    private double _rate;
    private double _fill;
    private long _knownBytes;
    private string? _volume;

    public long TapeBytes => Interlocked.Read(ref _tapeBytes);

    public long? TotalBytes { get; set; }

    public string Phase { get; set; } = "";

    public List<string> Notes { get; } = [];

    /// <summary>What an earlier run of the same set has done: part of what is reported as done, but not of the rates.</summary>
    public void OnKnown(long files, long bytes)
    {
        lock (_gate)
        {
            Interlocked.Exchange(ref _files, files);
            Interlocked.Exchange(ref _bytes, bytes);
            (_knownBytes, _lastBytes) = (bytes, bytes);
        }
    }

    public void OnFiles(long files, long bytes)
    {
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _bytes, bytes);
        ReportIfDue();
    }

    public void OnWritten(string volume, long bytes, double fill)
    {
        Interlocked.Add(ref _tapeBytes, bytes);
        _volume = volume;
        _fill = fill;
        ReportIfDue();
    }

    public void OnVolume(string volume)
    {
        _volume = volume;
        Report();
    }

    public void OnRefused(string barcode, string reason)
    {
        lock (_gate)
            Notes.Add($"Volume {barcode} was not used: {reason}");
    }

    public void OnCommitted(Segment segment) => Report();

    public void ReportIfDue()
    {
        if (observer is not null && clock.GetElapsedTime(Volatile.Read(ref _lastReport)) >= Interval)
            Report();
    }

    public void Report()
    {
        if (observer is null)
            return;
        ProgressReport report;
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var bytes = Interlocked.Read(ref _bytes);
            var since = clock.GetElapsedTime(_lastReport, now).TotalSeconds;
            if (since >= Interval.TotalSeconds / 2)
            {
                // Half of the old rate stays in, so that one slow file does not make the bar jump.
                var rate = (bytes - _lastBytes) / since;
                _rate = _rate == 0 ? rate : (_rate + rate) / 2;
                _lastBytes = bytes;
                Volatile.Write(ref _lastReport, now);
            }

            report = Snapshot(bytes, clock.GetElapsedTime(_start, now));
        }

        observer.Report(report);
    }

    private ProgressReport Snapshot(long bytes, TimeSpan elapsed)
    {
        var mean = elapsed > TimeSpan.Zero ? (bytes - _knownBytes) / elapsed.TotalSeconds : 0;
        var rate = _rate == 0 ? mean : _rate;
        // A guess that was exceeded says nothing any more.
        var total = TotalBytes >= bytes ? TotalBytes : null;
        TimeSpan? remaining = total is { } expected && mean > 0 ? TimeSpan.FromSeconds((expected - bytes) / mean) : null;
        return new ProgressReport(
            Interlocked.Read(ref _files), bytes, Interlocked.Read(ref _tapeBytes), total, rate, mean, elapsed, remaining, _volume, _fill, Phase);
    }
}
