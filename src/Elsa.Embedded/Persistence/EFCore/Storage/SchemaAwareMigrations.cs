using System.Reflection;
using Elsa.Persistence.EFCore.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace Elsa.Persistence.EFCore.Storage;

// The one seam through which a migration can learn of its context; Entity Framework calls it internal, and Elsa derives from it too.
#pragma warning disable EF1001
/// <summary>Tells each migration the schema of the context that it is applied for.</summary>
internal sealed class SchemaAwareMigrations(
    ICurrentDbContext currentContext,
    IDbContextOptions options,
    IMigrationsIdGenerator idGenerator,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger) : MigrationsAssembly(currentContext, options, idGenerator, logger)
{
    private readonly DbContext _context = currentContext.Context;

    public override Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = base.CreateMigration(migrationClass, activeProvider);
        if (migration is ElsaMigration ours && _context is IElsaDbContextSchema { Schema: var schema })
            ours.Schema = ours.IsPostgreSql ? schema : null;
        return migration;
    }
}
#pragma warning restore EF1001
