using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>Where the contexts come from and which database is behind each; contexts of one database share it.</summary>
internal sealed class ContextHomes(IServiceProvider services, IEnumerable<ContextRegistration> registrations, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, ContextHome> _homes = new();
    private readonly ConcurrentDictionary<(string? Provider, string ConnectionString), ElsaDatabase> _databases = new();

    public ContextHome Get(Type context) => _homes.GetOrAdd(context, Open);

    public IEnumerable<ContextHome> All => registrations.Select(x => x.Context).Distinct().Select(Get);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
            await database.DisposeAsync();
    }

    private ContextHome Open(Type type)
    {
        var registration = registrations.LastOrDefault(x => x.Context == type)
            ?? throw new InvalidOperationException($"No database is configured for {type.Name}. Call UseEntityFrameworkCore on the feature that needs it.");
        using var context = registration.Create(services);
        var connectionString = context.Database.GetConnectionString()
            ?? throw new InvalidOperationException($"The options of {type.Name} name no connection string. Configure it with UseSqlite or UsePostgreSql.");
        var isPostgreSql = context.Database.IsNpgsql();
        if (!isPostgreSql && !context.Database.IsSqlite())
            throw new NotSupportedException($"The provider {context.Database.ProviderName} of {type.Name} is not known here. Use SQLite or PostgreSQL.");
        var database = _databases.GetOrAdd((context.Database.ProviderName, connectionString), key =>
            isPostgreSql ? new PostgreSqlDatabase(key.ConnectionString, this) : new SqliteDatabase(key.ConnectionString, this, time));
        return new ContextHome(database, () => registration.Create(services), registration.RunMigrations);
    }
}

/// <summary>A type of context that a feature has configured.</summary>
internal sealed record ContextRegistration(Type Context, Func<IServiceProvider, ElsaDbContextBase> Create, bool RunMigrations)
{
    public static ContextRegistration Of<TContext>(bool runMigrations) where TContext : ElsaDbContextBase =>
        new(typeof(TContext), services => services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext(), runMigrations);
}
