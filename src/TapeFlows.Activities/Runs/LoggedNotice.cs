using Microsoft.Extensions.Logging;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Runs;

/// <summary>Writes a notice to a log at the level that fits: it is there also when nobody watches the run.</summary>
internal static partial class LoggedNotice
{
    public static void Log(ILogger logger, OperatorNotice notice) => Log(logger, LevelOf(notice.Severity), notice.Subject, notice.Message);

    private static LogLevel LevelOf(NoticeSeverity severity) => severity switch
    {
        NoticeSeverity.Information => LogLevel.Information,
        NoticeSeverity.Error => LogLevel.Error,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(Message = "Notice to the operator: {Subject} {Message}")]
    private static partial void Log(ILogger logger, LogLevel level, string subject, string message);
}
