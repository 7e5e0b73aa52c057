using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;
using TapeFlows.Activities;
using TapeFlows.Server.Data;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace TapeFlows.Server.Hosting;

/// <summary>
/// The log of a data folder: what every command did, a JSON object a line (compact log event format, clef-json.org), a file a day, the newest <see cref="KeptFiles"/> of them. Several processes write to it at once. What is said
/// within the work of a run, an operation or a volume carries their names (<c>Run</c>, <c>Operation</c>, <c>Volume</c>), and the ids of its trace. Secrets never come by the command line and are never logged.
/// </summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>The variable that names the least level to write: one of <see cref="LogEventLevel"/>.</summary>
    public const string Variable = "TAPEFLOWS_LOG";

    private const int KeptFiles = 31;
    private const long MostBytes = 64L * 1024 * 1024;
    // Why something failed is for everybody, where in the program for developers.
    private const string ConsoleLine = "{Level:w}: {SourceContext} {Message:lj}{Reason:l}{NewLine}";
    private const string VerboseLine = "{Level:w}: {SourceContext} {Message:lj}{NewLine}{Exception}";

    // Notices to the operator reach the terminal by another way; what fails in the store is told by whoever needed it; health checks say what they find to who asks. They would be said twice.
    private static readonly string[] SaidElsewhere = [typeof(NotifyOperator).FullName!, "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Diagnostics.HealthChecks"];

    // It warns that keys of tokens are not encrypted, which would take a further key beside them. Only the owner can read them.
    private const string KeyManager = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    private readonly Logger _file;
    private readonly LogEventLevel _level;
    private readonly bool _isVerbose;
    private Logger? _host;

    private LogFile(Logger file, LogEventLevel level, bool isVerbose) => (_file, _level, _isVerbose) = (file, level, isVerbose);

    /// <summary>Opens the log of a data folder that is there. Where it cannot be written, nothing is: a backup does not fail for its log.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="isVerbose">Whether to write what is of interest to a developer, here and on standard error.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="UsageException">The level in <see cref="Variable"/> is none.</exception>
    public static LogFile Open(DataFolder folder, bool isVerbose, Func<string, string?> variable)
    {
        var level = LevelOf(isVerbose, variable(Variable));
        var log = Limit(new LoggerConfiguration(), level)
            .Enrich.WithProperty("Process", Environment.ProcessId)
            .WriteTo.File(
                new RenderedCompactJsonFormatter(), Path.Combine(folder.LogsFolder, "tapeflows-.json"),
                rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, fileSizeLimitBytes: MostBytes, retainedFileCountLimit: KeptFiles, shared: true)
            .CreateLogger();
        return new LogFile(log, level, isVerbose);
    }

    /// <summary>A logger for what the program itself has to say.</summary>
    public ILogger For(string category)
    {
        using var factory = new SerilogLoggerFactory(_file);
        return factory.CreateLogger(category);
    }

    /// <summary>Has a host log here, and to standard error what a person at the terminal should see: standard output belongs to results.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        var shown = _isVerbose ? LogEventLevel.Debug : LogEventLevel.Warning;
        _host ??= Limit(new LoggerConfiguration(), _level < shown ? _level : shown)
            .WriteTo.Logger(_file)
            .WriteTo.Logger(console => console.MinimumLevel.Is(shown)
                .Enrich.With<Reason>()
                .Filter.ByExcluding(said => !_isVerbose && IsSaidElsewhere(said))
                .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, outputTemplate: _isVerbose ? VerboseLine : ConsoleLine, formatProvider: CultureInfo.InvariantCulture))
            .CreateLogger();
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddSerilog(_host);
    }

    /// <summary>Writes out what is still in the buffer.</summary>
    public void Dispose()
    {
        _host?.Dispose();
        _file.Dispose();
    }

    // Every statement of the engine's store would be a line, and every request two. Those of the hub and of signed links have their token in the address: they are never logged, whatever the level.
    private static LoggerConfiguration Limit(LoggerConfiguration log, LogEventLevel level) => log
        .MinimumLevel.Is(level)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore", level < LogEventLevel.Information ? level : LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.AspNetCore", level < LogEventLevel.Information ? level : LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Warning)
        .MinimumLevel.Override(KeyManager, LogEventLevel.Error);

    private static bool IsSaidElsewhere(LogEvent said) =>
        said.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: string category }
        && Array.Exists(SaidElsewhere, prefix => category.StartsWith(prefix, StringComparison.Ordinal));

    private static LogEventLevel LevelOf(bool isVerbose, string? word)
    {
        if (string.IsNullOrWhiteSpace(word))
            return isVerbose ? LogEventLevel.Debug : LogEventLevel.Information;
        return Enum.TryParse<LogEventLevel>(word, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new UsageException($"{Variable}={word} is no level: write one of {string.Join(", ", Enum.GetNames<LogEventLevel>()).ToLowerInvariant()}.");
    }

    private sealed class Reason : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Exception is { } failure)
                logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(nameof(Reason), ": " + failure.Message));
        }
    }
}
