using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Databases;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Store;

/// <summary>The tables of tasks and runs, in the database of the engine and of Quartz.</summary>
/// <remarks>Not in the catalog's, which may be thrown away and rebuilt from the cartridges at any time; nobody could rebuild tasks.</remarks>
internal sealed class TaskDatabase : RoomTables<TaskContext>
{
    // "TFtasks" in ASCII.
    private const long LockKey = 0x0054467461736B73;

    private TaskDatabase(SharedDatabase database)
        : base(database, TaskContext.HistoryTable, LockKey)
    {
    }

    public static TaskDatabase Create(QuartzSchedulingOptions options) => new(options.Store switch
    {
        SchedulerStore.Sqlite => SharedDatabase.Sqlite(options.ConnectionString),
        SchedulerStore.PostgreSql => SharedDatabase.PostgreSql(options.ConnectionString, "TapeFlows tasks"),
        _ => throw new InvalidOperationException("Tasks outlive the process, so they need a database. Give the Quartz scheduler one by UseSqlite or UsePostgreSql."),
    });

    protected override string What => "The tasks";

    protected override TaskContext Create(DbContextOptions<TaskContext> options) => new(options);
}
