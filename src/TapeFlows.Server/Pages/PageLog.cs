namespace TapeFlows.Server.Pages;

/// <summary>What the room of the pages writes to the log.</summary>
internal static partial class PageLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "npm: {Line}")]
    public static partial void NpmSaid(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The console is being built in {Folder}; everything else is served already.")]
    public static partial void Building(this ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "The console is served from {Folder}.")]
    public static partial void Serving(this ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No console: {Reason}")]
    public static partial void NoPages(this ILogger log, string reason);
}
