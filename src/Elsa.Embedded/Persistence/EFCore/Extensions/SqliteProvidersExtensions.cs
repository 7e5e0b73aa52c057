using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Elsa.Persistence.EFCore.Extensions;

/// <summary>Keeps what a feature stores in SQLite.</summary>
public static class SqliteProvidersExtensions
{
    private const string DefaultConnectionString = "Data Source=elsa.sqlite.db;Cache=Shared;";

    /// <summary>Uses SQLite.</summary>
    public static TFeature UseSqlite<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        string? connectionString = null,
        ElsaDbContextOptions? options = null,
        Action<SqliteDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UseSqlite(typeof(SqliteProvidersExtensions).Assembly, connectionString, options, configure);

    /// <summary>Uses SQLite, where the host's services know the file.</summary>
    public static TFeature UseSqlite<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Func<IServiceProvider, string> connectionStringFunc,
        ElsaDbContextOptions? options = null,
        Action<SqliteDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UseSqlite(typeof(SqliteProvidersExtensions).Assembly, connectionStringFunc, options, configure);

    /// <summary>Uses SQLite with migrations of another assembly.</summary>
    public static TFeature UseSqlite<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Assembly migrationsAssembly,
        string? connectionString = null,
        ElsaDbContextOptions? options = null,
        Action<SqliteDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UseSqlite(migrationsAssembly, _ => connectionString ?? DefaultConnectionString, options, configure);

    /// <summary>Uses SQLite with migrations of another assembly, where the host's services know the file.</summary>
    public static TFeature UseSqlite<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Assembly migrationsAssembly,
        Func<IServiceProvider, string> connectionStringFunc,
        ElsaDbContextOptions? options = null,
        Action<SqliteDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase
    {
        feature.DbContextOptionsBuilder = (services, builder) => builder.UseElsaSqlite(migrationsAssembly, connectionStringFunc(services), options, configure);
        return (TFeature)feature;
    }
}
