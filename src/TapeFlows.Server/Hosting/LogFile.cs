using Serilog;
using Serilog.Core;
using Serilog.Events;
using TapeFlows.Activities;
using TapeFlows.Server.Data;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace TapeFlows.Server.Hosting;

/// <summary>
/// The log of a data folder: what every command did, a file a day, the newest <see cref="KeptFiles"/> of them. Several processes write to it at once. Secrets
/// never come by the command line and are never logged.
/// </summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>The variable that names the least level to write: one of <see cref="LogEventLevel"/>.</summary>
    public const string Variable = "TAPEFLOWS_LOG";

    private const int KeptFiles = 31;
    private const long MostBytes = 64L * 1024 * 1024;
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Process} {SourceContext} {Message:lj}{NewLine}{Exception}";

    private readonly Logger _log;
    private readonly bool _isVerbose;

    private LogFile(Logger log, bool isVerbose)
    {
        _log = log;
        _isVerbose = isVerbose;
    }

    /// <summary>Opens the log of a data folder that is there. Where it cannot be written, nothing is: a backup does not fail for its log.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="isVerbose">Whether to write what is of interest to a developer, here and on standard error.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="UsageException">The level in <see cref="Variable"/> is none.</exception>
    public static LogFile Open(DataFolder folder, bool isVerbose, Func<string, string?> variable)
    {
        var level = LevelOf(isVerbose, variable(Variable));
        var log = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            // Every statement of the engine's store would be a line.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", level < LogEventLevel.Information ? level : LogEventLevel.Warning)
            .Enrich.WithProperty("Process", Environment.ProcessId)
            .WriteTo.File(
                Path.Combine(folder.LogsFolder, "tapeflows-.log"), outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, fileSizeLimitBytes: MostBytes, retainedFileCountLimit: KeptFiles, shared: true)
            .CreateLogger();
        return new LogFile(log, isVerbose);
    }

    /// <summary>A logger for what the program itself has to say.</summary>
    public ILogger For(string category)
    {
        using var factory = new Serilog.Extensions.Logging.SerilogLoggerFactory(_log);
        return factory.CreateLogger(category);
    }

    /// <summary>Has a host log here, and to standard error what a person at the terminal should see: standard output belongs to results.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddSerilog(_log);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(category: null, _isVerbose ? LogLevel.Debug : LogLevel.Warning);
        // Notices to the operator reach the terminal by another way; they would be said twice.
        if (!_isVerbose)
            logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(typeof(NotifyOperator).FullName, LogLevel.None);
        // It warns that keys of tokens are not encrypted, which would take a further key beside them. Only the owner can read them.
        logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        // What fails in the store is told by whoever needed it.
        if (!_isVerbose)
            logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>("Microsoft.EntityFrameworkCore", LogLevel.None);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Writes out what is still in the buffer.</summary>
    public void Dispose() => _log.Dispose();

    private static LogEventLevel LevelOf(bool isVerbose, string? word)
    {
        if (string.IsNullOrWhiteSpace(word))
            return isVerbose ? LogEventLevel.Debug : LogEventLevel.Information;
        return Enum.TryParse<LogEventLevel>(word, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new UsageException($"{Variable}={word} is no level: write one of {string.Join(", ", Enum.GetNames<LogEventLevel>()).ToLowerInvariant()}.");
    }
}
