using Microsoft.EntityFrameworkCore.Migrations;

namespace Elsa.Persistence.EFCore.Migrations;

/// <summary>
/// A migration written by hand, one for both databases: a column without a type takes the one that the provider has for its CLR type.
/// A test holds the result against the model. Never edit one that was released: add the next.
/// </summary>
internal abstract class ElsaMigration : Migration
{
    /// <summary>The schema of the tables; null where the database has none.</summary>
    public string? Schema { get; set; }

    /// <summary>The type of a column of JSON; null takes that of text.</summary>
    protected string? Json => IsPostgreSql ? "json" : null;

    public bool IsPostgreSql => ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;

    /// <summary>Makes an index with the name that Entity Framework would give it.</summary>
    protected void Index(MigrationBuilder migrationBuilder, string table, params string[] columns) =>
        migrationBuilder.CreateIndex($"IX_{table}_{string.Join('_', columns)}", table, columns, Schema);
}
