using Elsa.Common.Entities;

namespace Elsa.Common.Services;

/// <summary>Keeps entities in memory. Safe for calls from many threads; what it hands out is shared, not copied.</summary>
public class MemoryStore<TEntity>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TEntity> _entities = new(StringComparer.Ordinal);

    /// <summary>The entities as they are now.</summary>
    public IQueryable<TEntity> Queryable => Snapshot().AsQueryable();

    /// <summary>Adds an entity.</summary>
    /// <exception cref="ArgumentException">There is one with this identity.</exception>
    public void Add(TEntity entity, Func<TEntity, string> idAccessor)
    {
        lock (_lock)
            _entities.Add(idAccessor(entity), entity);
    }

    /// <summary>Adds entities, all or none.</summary>
    /// <exception cref="ArgumentException">There is one with the identity of one of them.</exception>
    public void AddMany(IEnumerable<TEntity> entities, Func<TEntity, string> idAccessor)
    {
        var items = entities.ToList();
        lock (_lock)
        {
            if (items.Find(x => _entities.ContainsKey(idAccessor(x))) is { } taken)
                throw new ArgumentException($"There is an entity with the identity '{idAccessor(taken)}' already.", nameof(entities));
            foreach (var item in items)
                _entities.Add(idAccessor(item), item);
        }
    }

    /// <summary>Replaces an entity.</summary>
    /// <exception cref="ArgumentException">There is none with this identity.</exception>
    public void Update(TEntity entity, Func<TEntity, string> idAccessor)
    {
        lock (_lock)
        {
            var id = idAccessor(entity);
            if (!_entities.ContainsKey(id))
                throw new ArgumentException($"There is no entity with the identity '{id}'.", nameof(entity));
            _entities[id] = entity;
        }
    }

    /// <summary>Adds or replaces an entity.</summary>
    public void Save(TEntity entity, Func<TEntity, string> idAccessor)
    {
        lock (_lock)
            _entities[idAccessor(entity)] = entity;
    }

    /// <summary>Adds or replaces entities.</summary>
    public void SaveMany(IEnumerable<TEntity> entities, Func<TEntity, string> idAccessor)
    {
        lock (_lock)
        {
            foreach (var entity in entities)
                _entities[idAccessor(entity)] = entity;
        }
    }

    /// <summary>Removes the entity with an identity and tells whether there was one.</summary>
    public bool Delete(string id)
    {
        lock (_lock)
            return _entities.Remove(id);
    }

    /// <summary>Removes entities by identity and tells how many there were.</summary>
    public long DeleteMany(IEnumerable<string> ids)
    {
        lock (_lock)
            return ids.LongCount(id => _entities.Remove(id));
    }

    /// <summary>Removes entities and tells how many were there.</summary>
    public long DeleteMany(IEnumerable<TEntity> entities, Func<TEntity, string> idAccessor) => DeleteMany(entities.Select(idAccessor).ToList());

    /// <summary>Removes the entities that meet a condition and tells how many.</summary>
    public long DeleteWhere(Func<TEntity, bool> predicate)
    {
        lock (_lock)
            return _entities.Where(x => predicate(x.Value)).Select(x => x.Key).ToList().LongCount(id => _entities.Remove(id));
    }

    /// <summary>The first entity that meets a condition.</summary>
    public TEntity? Find(Func<TEntity, bool> predicate) => Snapshot().FirstOrDefault(predicate);

    /// <summary>The entities that meet a condition.</summary>
    public IEnumerable<TEntity> FindMany(Func<TEntity, bool> predicate) => Snapshot().Where(predicate).ToList();

    /// <summary>The entities that meet a condition, sorted.</summary>
    public IEnumerable<TEntity> FindMany<TKey>(Func<TEntity, bool> predicate, Func<TEntity, TKey> orderBy, OrderDirection orderDirection = OrderDirection.Ascending)
    {
        var found = Snapshot().Where(predicate);
        return (orderDirection == OrderDirection.Ascending ? found.OrderBy(orderBy) : found.OrderByDescending(orderBy)).ToList();
    }

    /// <summary>All entities.</summary>
    public IEnumerable<TEntity> List() => Snapshot();

    /// <summary>What a query finds.</summary>
    public IEnumerable<TEntity> Query(Func<IQueryable<TEntity>, IQueryable<TEntity>> query) => query(Queryable).ToList();

    /// <summary>Whether an entity meets a condition.</summary>
    public bool Any(Func<TEntity, bool> predicate) => Snapshot().Any(predicate);

    /// <summary>How many different values a property has in the entities that meet a condition.</summary>
    public long Count<TProperty>(Func<TEntity, bool> predicate, Func<TEntity, TProperty> propertySelector) =>
        Snapshot().Where(predicate).DistinctBy(propertySelector).LongCount();

    /// <summary>The entity with an identity.</summary>
    internal TEntity? Get(string id)
    {
        lock (_lock)
            return _entities.GetValueOrDefault(id);
    }

    /// <summary>The entity with an identity, to be queried further.</summary>
    internal IQueryable<TEntity> One(string id) => (Get(id) is { } entity ? new[] { entity } : []).AsQueryable();

    private List<TEntity> Snapshot()
    {
        lock (_lock)
            return [.. _entities.Values];
    }
}
