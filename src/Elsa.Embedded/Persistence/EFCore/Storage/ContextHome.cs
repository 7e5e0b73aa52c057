using System.Collections.Concurrent;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A type of context, its database, and whether its tables are known to be there.</summary>
internal sealed class ContextHome(ElsaDatabase database, Func<ElsaDbContextBase> create, bool runMigrations)
{
    private readonly SemaphoreSlim _preparing = new(1);
    private readonly ConcurrentDictionary<Type, object> _tables = new();
    private volatile bool _isPrepared;

    public ElsaDatabase Database => database;

    public ElsaDbContextBase CreateContext() => create();

    /// <summary>Makes the database and brings its tables to the form that this program knows. Cheap when done before.</summary>
    public ValueTask PrepareAsync(CancellationToken cancellationToken) => _isPrepared ? ValueTask.CompletedTask : new ValueTask(PrepareOnceAsync(cancellationToken));

    /// <summary>The statements for a type of entities.</summary>
    public EntityTable<T> Table<T>(Func<EntityTable<T>> make) where T : class => (EntityTable<T>)_tables.GetOrAdd(typeof(T), _ => make());

    private async Task PrepareOnceAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_isPrepared)
                return;
            if (runMigrations)
            {
                await database.PrepareAsync(cancellationToken);
                await SchemaUpgrade.ApplyAsync(this, cancellationToken);
            }

            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }
}
