namespace Elsa.Workflows.Services;

/// <summary>The drivers that the host registered.</summary>
internal sealed class StorageDriverManager(IEnumerable<IStorageDriver> drivers) : IStorageDriverManager
{
    private readonly Dictionary<Type, IStorageDriver> _drivers = drivers.DistinctBy(x => x.GetType()).ToDictionary(x => x.GetType());

    public IStorageDriver? Get(Type type) => _drivers.GetValueOrDefault(type);

    public IEnumerable<IStorageDriver> List() => _drivers.Values.OrderByDescending(x => x.Priority);
}
