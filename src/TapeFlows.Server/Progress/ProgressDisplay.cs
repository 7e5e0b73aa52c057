using TapeFlows.Activities.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Inbox;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Progress;

/// <summary>Shows a run as it goes: one live line on a terminal, a line now and then elsewhere, and notices as they come.</summary>
internal sealed class ProgressDisplay : IRunObserver, IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);
    private const string EraseLine = "\r\e[K";
    private readonly Screen _screen;
    private readonly TimeProvider _clock;
    private long _lastPlain;
    private bool _isLineDrawn;
    private bool _hasEnded;

    public ProgressDisplay(Screen screen, TimeProvider? clock = null)
    {
        _screen = screen;
        _clock = clock ?? TimeProvider.System;
        _lastPlain = _clock.GetTimestamp();
        screen.ClearBeforeMessage(Clear);
    }

    /// <summary>What was said to the operator, for the summary.</summary>
    public List<OperatorNotice> Notices { get; } = [];

    public void Report(ProgressReport value)
    {
        if (_screen.IsQuiet || _hasEnded)
            return;
        if (_screen.IsLive)
            DrawLine(value);
        else if (_clock.GetElapsedTime(_lastPlain) >= PlainInterval)
            WriteLine(value);
    }

    public void Notify(OperatorNotice notice)
    {
        lock (Notices)
            Notices.Add(notice);
        var text = notice.Message.Length == 0 ? notice.Subject : $"{notice.Subject}: {notice.Message}";
        switch (notice.Severity)
        {
            case NoticeSeverity.Information:
                _screen.Tell(text);
                break;
            case NoticeSeverity.Warning:
                _screen.Warn(text);
                break;
            case NoticeSeverity.ActionNeeded:
                _screen.Warn($"operator needed: {text}");
                break;
            default:
                _screen.Fail(text);
                break;
        }
    }

    /// <summary>Takes the live line away; nothing is shown from here on.</summary>
    public void End()
    {
        _screen.Draw(_ => Clear());
        _hasEnded = true;
    }

    public void Dispose()
    {
        End();
        _screen.ClearBeforeMessage(null);
    }

    private void DrawLine(ProgressReport report) => _screen.Draw(error =>
    {
        if (_hasEnded)
            return;
        error.Write(EraseLine + ProgressLine.Live(report, WidthOfTerminal()));
        error.Flush();
        _isLineDrawn = true;
    });

    private void WriteLine(ProgressReport report)
    {
        _lastPlain = _clock.GetTimestamp();
        _screen.Draw(error => error.WriteLine(ProgressLine.Plain(report)));
    }

    private void Clear()
    {
        if (!_isLineDrawn)
            return;
        _screen.Error.Write(EraseLine);
        _isLineDrawn = false;
    }

    private static int WidthOfTerminal()
    {
        try
        {
            return Console.WindowWidth is > 20 and var width ? width - 1 : 79;
        }
        catch (IOException)
        {
            return 79;
        }
    }
}
