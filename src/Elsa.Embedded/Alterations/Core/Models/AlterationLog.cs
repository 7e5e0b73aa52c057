using Elsa.Common;
using Microsoft.Extensions.Logging;

namespace Elsa.Alterations.Core.Models;

/// <summary>A line about a change.</summary>
/// <param name="Message">What happened.</param>
/// <param name="LogLevel">How bad that is.</param>
/// <param name="Timestamp">When.</param>
/// <param name="EventName">Its name.</param>
public record AlterationLogEntry(string Message, LogLevel LogLevel, DateTimeOffset Timestamp, string? EventName = null);

/// <summary>What is told of the changes of an instance.</summary>
public class AlterationLog
{
    private readonly ISystemClock _clock;
    private readonly List<AlterationLogEntry> _entries = [];

    /// <summary>Creates an empty log.</summary>
    public AlterationLog(ISystemClock systemClock) => _clock = systemClock;

    /// <summary>The lines.</summary>
    public IReadOnlyCollection<AlterationLogEntry> LogEntries => _entries;

    /// <summary>Adds a line.</summary>
    public void Add(string message, LogLevel logLevel = LogLevel.Information, string? eventName = null) => _entries.Add(new AlterationLogEntry(message, logLevel, _clock.UtcNow, eventName));

    /// <summary>Adds lines.</summary>
    public void AddRange(IEnumerable<AlterationLogEntry> entries) => _entries.AddRange(entries);
}
