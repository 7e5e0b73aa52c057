using Elsa.Common.Entities;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Records in memory, by instance and by identity.</summary>
internal sealed class InstanceRecords<T>(Func<T, string> instanceOf) where T : Entity
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, T>> _instances = new(StringComparer.Ordinal);

    /// <summary>Adds or replaces records.</summary>
    public void Save(IEnumerable<T> records)
    {
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (!_instances.TryGetValue(instanceOf(record), out var own))
                    _instances[instanceOf(record)] = own = new Dictionary<string, T>(StringComparer.Ordinal);
                own[record.Id] = record;
            }
        }
    }

    /// <summary>Removes records and tells how many were there.</summary>
    public long Delete(IReadOnlyCollection<T> records)
    {
        lock (_lock)
        {
            var count = 0L;
            foreach (var record in records)
            {
                if (!_instances.TryGetValue(instanceOf(record), out var own) || !own.Remove(record.Id))
                    continue;
                count++;
                if (own.Count == 0)
                    _instances.Remove(instanceOf(record));
            }

            return count;
        }
    }

    /// <summary>The records of one instance or of some; of all if neither is named.</summary>
    public IQueryable<T> Of(string? instanceId, ICollection<string>? instanceIds)
    {
        lock (_lock)
        {
            var ids = instanceId is not null ? [instanceId] : instanceIds ?? _instances.Keys;
            return ids.Distinct(StringComparer.Ordinal).SelectMany(id => _instances.TryGetValue(id, out var own) ? own.Values : Enumerable.Empty<T>()).ToList().AsQueryable();
        }
    }
}
