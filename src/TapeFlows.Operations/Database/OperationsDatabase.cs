using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog;
using TapeFlows.Catalog.Databases;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Database;

/// <summary>The tables of the operations, in the database of the catalog.</summary>
internal sealed class OperationsDatabase(CatalogOptions options) : RoomTables<OperationsContext>(SharedDatabase.Of(options, "TapeFlows operations"), OperationsContext.HistoryTable, LockKey)
{
    // "TFoperat" in ASCII.
    private const long LockKey = 0x54466F7065726174;

    protected override string What => "The operations";

    protected override OperationsContext Create(DbContextOptions<OperationsContext> options) => new(options);

    protected override Exception Refuse(string message) => new OperationException(message);
}
