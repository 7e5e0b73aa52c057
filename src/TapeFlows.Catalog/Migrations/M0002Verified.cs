using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Migrations;

/// <summary>When a piece was last read back.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("0002_verified")]
internal sealed class M0002Verified : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("verified_at", "segments", nullable: true);
}
