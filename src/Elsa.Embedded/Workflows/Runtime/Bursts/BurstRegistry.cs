using System.Collections.Concurrent;
using Elsa.Common;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>The bursts that go on in this process.</summary>
internal sealed class BurstRegistry(ISystemClock clock)
{
    private readonly ConcurrentDictionary<string, Burst> _bursts = new(StringComparer.Ordinal);

    public int Count => _bursts.Count;

    public IReadOnlyCollection<Burst> All => (IReadOnlyCollection<Burst>)_bursts.Values;

    public Burst? Find(string instanceId) => _bursts.GetValueOrDefault(instanceId);

    public Burst Begin(string instanceId, string? name = null)
    {
        var burst = new Burst(instanceId, clock.UtcNow, Remove) { Name = name };
        return _bursts.TryAdd(instanceId, burst) ? burst : throw new InvalidOperationException($"The workflow instance '{instanceId}' is running already.");
    }

    private void Remove(Burst burst) => _bursts.TryRemove(KeyValuePair.Create(burst.InstanceId, burst));
}
