using Microsoft.Extensions.Logging;

namespace Elsa.Scheduling.Services;

/// <summary>Does tasks in this process. What is scheduled ends with the process; what must survive it is put on the agenda again from the stores when the host starts.</summary>
public class LocalScheduler : IScheduler
{
    private readonly IServiceProvider _serviceProvider;
    private readonly ILogger<LocalScheduler> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IScheduledTask Task, string[] Keys)> _scheduled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _namesByKey = new(StringComparer.Ordinal);

    /// <summary>Creates the scheduler.</summary>
    public LocalScheduler(IServiceProvider serviceProvider, ILogger<LocalScheduler> logger)
    {
        _serviceProvider = serviceProvider;
        _logger = logger;
    }

    /// <inheritdoc />
    public ValueTask ScheduleAsync(string name, ITask task, ISchedule schedule, CancellationToken cancellationToken = default) =>
        ScheduleAsync(name, task, schedule, null, cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleAsync(string name, ITask task, ISchedule schedule, IEnumerable<string>? keys = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var allKeys = keys?.Distinct(StringComparer.Ordinal).ToArray() ?? [];
        lock (_lock)
        {
            // A schedule that cannot be read leaves the earlier one in place.
            var scheduled = schedule.Schedule(new ScheduleContext(_serviceProvider, task));
            Clear(name);
            _scheduled[name] = (scheduled, allKeys);
            foreach (var key in allKeys)
                NamesOf(key).Add(name);
            if (scheduled is ScheduledTask own)
                own.OnEnded(() => Forget(name, own));
        }

        _logger.LogDebug("Scheduled {Name}", name);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ClearScheduleAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            Clear(name);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ClearScheduleAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            foreach (var name in keys.SelectMany(x => _namesByKey.GetValueOrDefault(x) ?? []).ToList())
                Clear(name);
        }

        return ValueTask.CompletedTask;
    }

    private HashSet<string> NamesOf(string key) => _namesByKey.TryGetValue(key, out var names) ? names : _namesByKey[key] = new HashSet<string>(StringComparer.Ordinal);

    private void Clear(string name)
    {
        if (!_scheduled.Remove(name, out var entry))
            return;
        entry.Task.Cancel();
        foreach (var key in entry.Keys)
        {
            if (_namesByKey.TryGetValue(key, out var names) && names.Remove(name) && names.Count == 0)
                _namesByKey.Remove(key);
        }
    }

    private void Forget(string name, ScheduledTask ended)
    {
        lock (_lock)
        {
            if (_scheduled.TryGetValue(name, out var entry) && ReferenceEquals(entry.Task, ended))
                Clear(name);
        }
    }
}
