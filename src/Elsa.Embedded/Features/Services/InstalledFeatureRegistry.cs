using System.Collections.Concurrent;
using Elsa.Features.Contracts;
using Elsa.Features.Models;

namespace Elsa.Features.Services;

/// <summary>Keeps the parts of the engine that are switched on, in the order in which they came.</summary>
public class InstalledFeatureRegistry : IInstalledFeatureRegistry
{
    private readonly ConcurrentQueue<FeatureDescriptor> _descriptors = new();

    /// <inheritdoc />
    public void Add(FeatureDescriptor descriptor) => _descriptors.Enqueue(descriptor);

    /// <inheritdoc />
    public IEnumerable<FeatureDescriptor> List() => _descriptors.DistinctBy(x => x.FullName, StringComparer.Ordinal);

    /// <inheritdoc />
    public FeatureDescriptor? Find(string fullName) => List().FirstOrDefault(x => string.Equals(x.FullName, fullName, StringComparison.Ordinal));
}
