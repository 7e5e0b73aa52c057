using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Migrations;

/// <summary>Which set a copy was made of.</summary>
[DbContext(typeof(CatalogContext))]
[Migration("0003_copies")]
internal sealed class M0003Copies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("copy_of", "sets", nullable: true);
        migrationBuilder.CreateIndex("ix_sets_copy_of", "sets", "copy_of");
    }
}
