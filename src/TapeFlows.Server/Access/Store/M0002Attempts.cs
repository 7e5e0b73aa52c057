using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TapeFlows.Server.Access.Store;

/// <summary>Failures to sign in, counted over all nodes.</summary>
[DbContext(typeof(AccessContext))]
[Migration("0002_attempts")]
internal sealed class M0002Attempts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var isPostgreSql = ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal);
        migrationBuilder.CreateTable(
            "access_attempts",
            table => new
            {
                subject = table.Column<string>(collation: isPostgreSql ? AccessContext.PostgreSqlCollation : null),
                failures = table.Column<int>(),
                last_at = table.Column<long>(),
                not_before = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_access_attempts", row => row.subject));
        migrationBuilder.CreateIndex("ix_access_attempts_last_at", "access_attempts", "last_at");
    }
}
