using System.Reflection;
using Elsa.Persistence.EFCore.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Elsa.Persistence.EFCore.Extensions;

/// <summary>Points contexts of the engine to a database.</summary>
public static class DbContextOptionsBuilderExtensions
{
    /// <summary>Uses SQLite. The database is made when it is not there.</summary>
    public static DbContextOptionsBuilder UseElsaSqlite(
        this DbContextOptionsBuilder builder,
        Assembly migrationsAssembly,
        string connectionString = "Data Source=elsa.sqlite.db;Cache=Shared;",
        ElsaDbContextOptions? options = null,
        Action<SqliteDbContextOptionsBuilder>? configure = null)
    {
        // A shared cache locks whole tables between connections of one process; the write-ahead log does it better.
        var settings = new SqliteConnectionStringBuilder(connectionString) { Cache = SqliteCacheMode.Default };
        return builder.UseElsa(options).AddInterceptors(SqliteSettings.Instance).UseSqlite(settings.ToString(), sqlite =>
        {
            sqlite.MigrationsAssembly(migrationsAssembly).MigrationsHistoryTable(options?.MigrationsHistoryTableName ?? ElsaDbContextBase.MigrationsHistoryTable);
            configure?.Invoke(sqlite);
        });
    }

    /// <summary>Uses PostgreSQL, version 13 or newer. The database must be there; its tables are made.</summary>
    public static DbContextOptionsBuilder UseElsaPostgreSql(
        this DbContextOptionsBuilder builder,
        Assembly migrationsAssembly,
        string connectionString,
        ElsaDbContextOptions? options = null,
        Action<NpgsqlDbContextOptionsBuilder>? configure = null) =>
        builder.UseElsa(options).UseNpgsql(connectionString, postgres =>
        {
            postgres.MigrationsAssembly(migrationsAssembly)
                .MigrationsHistoryTable(options?.MigrationsHistoryTableName ?? ElsaDbContextBase.MigrationsHistoryTable, options?.SchemaName ?? ElsaDbContextBase.ElsaSchema);
            configure?.Invoke(postgres);
        });

    private static DbContextOptionsBuilder UseElsa(this DbContextOptionsBuilder builder, ElsaDbContextOptions? options)
    {
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(new ElsaOptionsExtension(options?.SchemaName ?? ElsaDbContextBase.ElsaSchema));
        return builder
            .ReplaceService<IMigrationsAssembly, SchemaAwareMigrations>()
            // Migrations written by hand have no snapshot of the model to compare with; a test compares the schemas.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }
}
