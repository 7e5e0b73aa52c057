using Elsa.Scheduling.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Scheduling.Services;

/// <summary>Spreads what is overdue over a short time.</summary>
public class PastDueScheduleStaggerer
{
    private readonly SchedulingOptions _options;
    private long _given;

    /// <summary>Creates the staggerer.</summary>
    public PastDueScheduleStaggerer(IOptions<SchedulingOptions> options) => _options = options.Value;

    /// <summary>How long something waits: as calculated, or, where that is not in the future, one step longer than the overdue thing before it.</summary>
    public TimeSpan GetDelay(TimeSpan calculatedDelay)
    {
        if (calculatedDelay > TimeSpan.Zero)
            return calculatedDelay;
        var steps = Math.Max(1, _options.PastDueScheduleStaggerWindow.Ticks / Math.Max(1, _options.PastDueScheduleStaggerInterval.Ticks));
        var step = (Interlocked.Increment(ref _given) - 1) % steps;
        return _options.MinimumPastDueScheduleDelay + TimeSpan.FromTicks(step * _options.PastDueScheduleStaggerInterval.Ticks);
    }
}
