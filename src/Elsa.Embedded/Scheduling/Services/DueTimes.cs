using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Scheduling.Bookmarks;

namespace Elsa.Scheduling.Services;

/// <summary>The times that bookmarks wait for.</summary>
internal static class DueTimes
{
    /// <summary>The time that a bookmark waits for; null if it waits for something else.</summary>
    /// <exception cref="TypeConversionException">The payload is not that of a bookmark of this name.</exception>
    public static DateTimeOffset? Of(string? name, object? payload) => name switch
    {
        SchedulingStimulusNames.Delay => payload.ConvertTo<DelayPayload>()?.ResumeAt,
        SchedulingStimulusNames.Timer => payload.ConvertTo<TimerBookmarkPayload>()?.ResumeAt,
        SchedulingStimulusNames.Cron => payload.ConvertTo<CronBookmarkPayload>()?.ExecuteAt,
        SchedulingStimulusNames.StartAt => payload.ConvertTo<StartAtPayload>()?.ExecuteAt,
        _ => null,
    };

    /// <summary>The same, and null as well if the payload cannot be read: what is stored must not fail for that.</summary>
    public static DateTimeOffset? Find(string? name, object? payload)
    {
        try
        {
            return Of(name, payload);
        }
        catch (TypeConversionException)
        {
            return null;
        }
    }
}
