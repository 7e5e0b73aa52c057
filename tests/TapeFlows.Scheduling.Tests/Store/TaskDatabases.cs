using Microsoft.Extensions.Time.Testing;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Store;

/// <summary>A fresh database of either kind with the parts that work on it, and a clock that stands still at noon of a Wednesday.</summary>
public abstract class TaskFixture : IAsyncLifetime
{
    protected const string Sqlite = "SQLite";
    protected const string PostgreSql = "PostgreSQL";

    private readonly Databases _databases;
    private readonly string _kind;

    protected TaskFixture(PostgresServer server, string kind)
    {
        (_databases, _kind) = (new Databases(server), kind);
        Settings = new TaskSettings { TimeZone = TimeZoneInfo.Utc };
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    internal TaskSettings Settings { get; }

    internal TaskDatabase Database { get; private set; } = null!;

    internal TaskStore Store { get; private set; } = null!;

    internal RunLedger Ledger { get; private set; } = null!;

    internal PlannedFires Fires { get; private set; } = null!;

    internal RunLog Log { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateDatabaseAsync();
        Store = new TaskStore(Database, Clock);
        Ledger = new RunLedger(Database, Settings, Clock);
        Fires = new PlannedFires(Database, Settings, Clock);
        Log = new RunLog(Database, Settings, Clock);
        await Database.PrepareAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _databases.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task<TaskDatabase> CreateDatabaseAsync()
    {
        var ledger = await _databases.CreateAsync(_kind);
        var options = new QuartzSchedulingOptions();
        return TaskDatabase.Create(ledger.IsPostgres ? options.UsePostgreSql(ledger.ConnectionString) : options.UseSqlite(ledger.ConnectionString));
    }

    /// <summary>A task that runs every day at one, unless told otherwise.</summary>
    internal Task<ScheduledTask> AddAsync(string id, Func<TaskDraft, TaskDraft>? change = null)
    {
        var draft = new TaskDraft { Name = id, Schedule = new DailySchedule(new TimeOnly(13, 0)), TimeZone = "UTC", Procedure = "full-backup", Conditions = null };
        return Store.AddAsync(id, change is null ? draft : change(draft), TaskOrigin.Api, oneOff: false, Token);
    }

    /// <summary>The next planned time of a task comes, on time or later.</summary>
    internal async Task<Consequences> FireAsync(string id, TimeSpan late = default)
    {
        var planned = (await Store.FindAsync(id, Token))!.NextRunTime!.Value;
        if (Clock.GetUtcNow() < planned + late)
            Clock.SetUtcNow(planned + late);
        return await Fires.FireAsync(new PlannedTime(id, planned), Token);
    }

    /// <summary>The first of the queue starts.</summary>
    internal async Task<KeptRun> BeginAsync(string keeper = "keeper")
    {
        var kept = await TakeAsync(keeper);
        Assert.NotNull(kept);
        Assert.True(await Ledger.BeginAsync(kept, new Start("node", kept.Run.ExecutionId.ToString("N"), "full-backup", 1), Token));
        return kept;
    }

    internal async Task<KeptRun?> TakeAsync(string keeper, string? recovered = null) => (await Ledger.TakeAsync(new RunFiring(keeper, Id: keeper, recovered), Token)).Kept;

    internal Task<EndedRun> EndAsync(KeptRun kept, RunStatus status) => Ledger.EndAsync(kept.Run.ExecutionId, new Ending(status, status == RunStatus.Success ? null : "It broke."), Token);

    internal async Task<IReadOnlyList<Run>> LogAsync(string id) => [.. (await Log.ListAsync(new RunQuery { TaskId = id, Limit = 1000 }, Token)).Items.Reverse()];
}
