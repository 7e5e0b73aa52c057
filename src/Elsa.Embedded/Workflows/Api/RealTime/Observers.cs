namespace Elsa.Workflows.Api.RealTime;

/// <summary>Which instances are looked at here, and in which state they were told last: nobody is told of the others, and they lose no time by it.</summary>
internal sealed class Observers
{
    // A database may keep microseconds of what has a tenth of them.
    private static readonly TimeSpan Grain = TimeSpan.FromMicroseconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _instancesByConnection = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sight> _sights = new(StringComparer.Ordinal);
    private volatile bool _isEmpty = true;

    /// <summary>Whether nobody looks at anything.</summary>
    public bool IsEmpty => _isEmpty;

    public bool AreLookingAt(string instanceId)
    {
        if (_isEmpty)
            return false;
        lock (_lock)
            return _sights.ContainsKey(instanceId);
    }

    /// <summary>Has a connection look at an instance.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="updatedAt">Of which moment the state is that the connection has, or will ask for.</param>
    public void Add(string connectionId, string instanceId, DateTimeOffset? updatedAt)
    {
        lock (_lock)
        {
            if (!_instancesByConnection.TryGetValue(connectionId, out var instances))
                _instancesByConnection[connectionId] = instances = new HashSet<string>(StringComparer.Ordinal);
            // Others may not have been told yet of what this one already knows.
            if (instances.Add(instanceId))
                _sights[instanceId] = _sights.TryGetValue(instanceId, out var sight) ? sight with { Observers = sight.Observers + 1 } : new Sight(1, updatedAt);
            _isEmpty = false;
        }
    }

    public void Remove(string connectionId)
    {
        lock (_lock)
        {
            if (!_instancesByConnection.Remove(connectionId, out var instances))
                return;
            foreach (var instance in instances)
            {
                var sight = _sights[instance];
                if (sight.Observers == 1)
                    _sights.Remove(instance);
                else
                    _sights[instance] = sight with { Observers = sight.Observers - 1 };
            }

            _isEmpty = _sights.Count == 0;
        }
    }

    /// <summary>The instances that are looked at.</summary>
    public List<string> Instances()
    {
        lock (_lock)
            return [.. _sights.Keys];
    }

    /// <summary>Notes in which state an instance is stored.</summary>
    /// <returns>Whether somebody looks at it who was not told of that state.</returns>
    public bool See(string instanceId, DateTimeOffset? updatedAt)
    {
        if (_isEmpty)
            return false;
        lock (_lock)
        {
            if (!_sights.TryGetValue(instanceId, out var sight) || IsSame(sight.UpdatedAt, updatedAt))
                return false;
            _sights[instanceId] = sight with { UpdatedAt = updatedAt };
            return true;
        }
    }

    private static bool IsSame(DateTimeOffset? one, DateTimeOffset? other) => one is null || other is null ? one == other : (one.Value - other.Value).Duration() <= Grain;

    private sealed record Sight(int Observers, DateTimeOffset? UpdatedAt);
}
