using System.Reflection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Elsa.Persistence.EFCore.Extensions;

/// <summary>Keeps what a feature stores in PostgreSQL.</summary>
public static class PostgreSqlProvidersExtensions
{
    /// <summary>Uses PostgreSQL.</summary>
    public static TFeature UsePostgreSql<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        string connectionString,
        ElsaDbContextOptions? options = null,
        Action<NpgsqlDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UsePostgreSql(typeof(PostgreSqlProvidersExtensions).Assembly, connectionString, options, configure);

    /// <summary>Uses PostgreSQL, where the host's services know the database.</summary>
    public static TFeature UsePostgreSql<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Func<IServiceProvider, string> connectionStringFunc,
        ElsaDbContextOptions? options = null,
        Action<NpgsqlDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UsePostgreSql(typeof(PostgreSqlProvidersExtensions).Assembly, connectionStringFunc, options, configure);

    /// <summary>Uses PostgreSQL with migrations of another assembly.</summary>
    public static TFeature UsePostgreSql<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Assembly migrationsAssembly,
        string connectionString,
        ElsaDbContextOptions? options = null,
        Action<NpgsqlDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase =>
        feature.UsePostgreSql(migrationsAssembly, _ => connectionString, options, configure);

    /// <summary>Uses PostgreSQL with migrations of another assembly, where the host's services know the database.</summary>
    public static TFeature UsePostgreSql<TFeature, TDbContext>(
        this PersistenceFeatureBase<TFeature, TDbContext> feature,
        Assembly migrationsAssembly,
        Func<IServiceProvider, string> connectionStringFunc,
        ElsaDbContextOptions? options = null,
        Action<NpgsqlDbContextOptionsBuilder>? configure = null)
        where TFeature : PersistenceFeatureBase<TFeature, TDbContext>
        where TDbContext : ElsaDbContextBase
    {
        feature.DbContextOptionsBuilder = (services, builder) => builder.UseElsaPostgreSql(migrationsAssembly, connectionStringFunc(services), options, configure);
        return (TFeature)feature;
    }
}
