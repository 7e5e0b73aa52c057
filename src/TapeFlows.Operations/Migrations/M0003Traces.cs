using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Migrations;

/// <summary>Which trace an operation belongs to.</summary>
[DbContext(typeof(OperationsContext))]
[Migration("0003_traces")]
internal sealed class M0003Traces : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("trace", "operations", nullable: true);
}
