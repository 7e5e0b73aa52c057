namespace Elsa.Workflows.Api.RealTime;

/// <summary>Which instances are looked at: nobody is told of the others, and they lose no time by it.</summary>
internal sealed class Observers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _instancesByConnection = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _observers = new(StringComparer.Ordinal);
    private volatile bool _isEmpty = true;

    public bool AreLookingAt(string instanceId)
    {
        if (_isEmpty)
            return false;
        lock (_lock)
            return _observers.ContainsKey(instanceId);
    }

    public void Add(string connectionId, string instanceId)
    {
        lock (_lock)
        {
            if (!_instancesByConnection.TryGetValue(connectionId, out var instances))
                _instancesByConnection[connectionId] = instances = new HashSet<string>(StringComparer.Ordinal);
            if (instances.Add(instanceId))
                _observers[instanceId] = _observers.GetValueOrDefault(instanceId) + 1;
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
                if (--_observers[instance] == 0)
                    _observers.Remove(instance);
            }

            _isEmpty = _observers.Count == 0;
        }
    }
}
