using System.Collections.Concurrent;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>Holds the descriptors of all providers; a later one replaces an earlier one of the same type and version.</summary>
internal sealed class ActivityRegistry(IActivityDescriber describer, IEnumerable<IActivityDescriptorModifier> modifiers) : IActivityRegistry
{
    private readonly ConcurrentDictionary<(string Type, int Version), ActivityDescriptor> _descriptors = new();
    private readonly ConcurrentDictionary<string, ActivityDescriptor> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, List<ActivityDescriptor>> _byProvider = new();

    private readonly Lock _refreshing = new();
    private long _misses;

    /// <summary>How often an activity was asked for, to be read, that is not here.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    public bool IsEmpty => _descriptors.IsEmpty;

    public void Miss() => Interlocked.Increment(ref _misses);

    public void Add(Type providerType, ActivityDescriptor descriptor)
    {
        var list = _byProvider.GetOrAdd(providerType, static _ => []);
        lock (list)
            list.Add(descriptor);
        Register(descriptor);
    }

    public void Register(ActivityDescriptor descriptor)
    {
        foreach (var modifier in modifiers)
            modifier.Modify(descriptor);
        _descriptors[(descriptor.TypeName, descriptor.Version)] = descriptor;
        _latest.AddOrUpdate(descriptor.TypeName, descriptor, (_, known) => known.Version > descriptor.Version ? known : descriptor);
    }

    public async Task RegisterAsync(Type activityType, CancellationToken cancellationToken = default) =>
        Add(GetType(), await describer.DescribeActivityAsync(activityType, cancellationToken));

    public async Task RegisterAsync(IEnumerable<Type> activityTypes, CancellationToken cancellationToken = default)
    {
        foreach (var type in activityTypes)
            await RegisterAsync(type, cancellationToken);
    }

    public ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default) => new(ListAll());

    public IEnumerable<ActivityDescriptor> ListAll() => _descriptors.Values;

    public IEnumerable<ActivityDescriptor> ListByProvider(Type providerType)
    {
        if (!_byProvider.TryGetValue(providerType, out var list))
            return [];
        lock (list)
            return list.ToList();
    }

    public ActivityDescriptor? Find(string type) => _latest.GetValueOrDefault(type);

    public ActivityDescriptor? Find(string type, int version) => _descriptors.GetValueOrDefault((type, version));

    public ActivityDescriptor? Find(Func<ActivityDescriptor, bool> predicate) => ListAll().FirstOrDefault(predicate);

    public IEnumerable<ActivityDescriptor> FindMany(Func<ActivityDescriptor, bool> predicate) => ListAll().Where(predicate);

    public async Task RefreshDescriptorsAsync(IEnumerable<IActivityProvider> activityProviders, CancellationToken cancellationToken = default)
    {
        foreach (var provider in activityProviders)
            await RefreshDescriptorsAsync(provider, cancellationToken);
    }

    public async Task RefreshDescriptorsAsync(IActivityProvider activityProvider, CancellationToken cancellationToken = default)
    {
        var descriptors = (await activityProvider.GetDescriptorsAsync(cancellationToken)).ToList();
        var providerType = activityProvider.GetType();
        lock (_refreshing)
        {
            // The new ones come first: who reads a definition meanwhile finds one or the other, never nothing.
            _byProvider.TryRemove(providerType, out var outdated);
            foreach (var descriptor in descriptors)
                Add(providerType, descriptor);
            foreach (var descriptor in outdated ?? [])
                Forget(descriptor);
        }
    }

    // One that another has taken the place of is gone already.
    private void Forget(ActivityDescriptor outdated)
    {
        _descriptors.TryRemove(KeyValuePair.Create((outdated.TypeName, outdated.Version), outdated));
        if (!_latest.TryRemove(KeyValuePair.Create(outdated.TypeName, outdated)))
            return;
        if (_descriptors.Values.Where(x => x.TypeName == outdated.TypeName).MaxBy(x => x.Version) is { } newest)
            _latest[outdated.TypeName] = newest;
    }
}
