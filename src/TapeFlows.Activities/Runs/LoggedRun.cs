using Microsoft.Extensions.Logging;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Runs;

/// <summary>The observer of a run that nobody watches: notices go to the log, progress nowhere.</summary>
internal sealed partial class LoggedRun(ILogger logger) : IRunObserver
{
    public void Notify(OperatorNotice notice) => Log(logger, LevelOf(notice.Severity), notice.Subject, notice.Message);

    public void Report(ProgressReport value)
    {
    }

    /// <summary>Writes a notice to a log at the level that fits.</summary>
    internal static void Log(ILogger logger, OperatorNotice notice) => Log(logger, LevelOf(notice.Severity), notice.Subject, notice.Message);

    private static LogLevel LevelOf(NoticeSeverity severity) => severity switch
    {
        NoticeSeverity.Information => LogLevel.Information,
        NoticeSeverity.Error => LogLevel.Error,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(Message = "Notice to the operator: {Subject} {Message}")]
    private static partial void Log(ILogger logger, LogLevel level, string subject, string message);
}
