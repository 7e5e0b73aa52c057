using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TapeFlows.Benchmarks.Measuring;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How long an operator waits for tasks and their log where there are many: 10,000 tasks with a planned time each, and 1,000,000 lines of the log.</summary>
internal static class TaskFigures
{
    private const int Tasks = 10_000;
    private const int Runs = 1_000_000;
    private const double MostStart = 3;
    private const double MostList = 100;

    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("tasks"))
            return;
        await MeasureAsync(TaskPlace.Sqlite(place.In("tasks.db")), arguments, figures);
        await using var server = new PostgresServer();
        await MeasureAsync(TaskPlace.PostgreSql(await server.CreateDatabaseAsync()), arguments, figures);
    }

    private static async Task MeasureAsync(TaskPlace place, Arguments arguments, FigureTable figures)
    {
        await FillAsync(place);
        var starts = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using var host = await place.StartAsync();
            starts.Add(clock.Elapsed.TotalSeconds);
            if (round == arguments.Rounds - 1)
                await ListsAsync(host.Services.GetRequiredService<ITaskDesk>(), place, arguments, figures);
            await host.StopAsync();
        }

        figures.Add(Figure.OfLimit(Name("start of the node, until every planned time is known", place), Contest.Median(starts), "s", MostStart));
    }

    private static async Task ListsAsync(ITaskDesk desk, TaskPlace place, Arguments arguments, FigureTable figures)
    {
        foreach (var (list, read) in Lists(desk))
        {
            var times = new List<double>();
            for (var round = 0; round <= arguments.Rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                await read();
                // The first is for the cache of the database, which is warm where somebody works.
                if (round > 0)
                    times.Add(clock.Elapsed.TotalMilliseconds);
            }

            figures.Add(Figure.OfLimit(Name(list, place), Contest.Median(times), "ms", MostList));
        }
    }

    private static IEnumerable<(string List, Func<Task> Read)> Lists(ITaskDesk desk)
    {
        yield return ("tasks, first page of 100", () => CheckAsync(desk.ListAsync(new TaskQuery { PageSize = 100 }), 100));
        yield return ("tasks, last page", () => CheckAsync(desk.ListAsync(new TaskQuery { Page = Tasks / 100, PageSize = 100 }), 100));
        yield return ("tasks, searched by a part of the name", () => CheckAsync(desk.ListAsync(new TaskQuery { Search = "NIGHTLY 00777", PageSize = 100 }), 1));
        yield return ("tasks, one with its next run and statistics", async () => _ = await desk.FindAsync("t00777") ?? throw new InvalidOperationException("There is no such task."));
        yield return ("status with what runs and waits", () => desk.StatusAsync());
        yield return ("log of a task, a page of 50 with their number", () => CheckAsync(desk.LogAsync("t00777"), 50));
        yield return ("log of all tasks, a page of 50", () => CheckAsync(desk.LogAsync(new RunQuery { IsCounted = false }), 50));
        yield return ("log of failed runs, a page of 50", () => CheckAsync(desk.LogAsync(new RunQuery { Status = RunStatus.Failed, IsCounted = false }), 50));
        yield return ("log of backups, a page of 50", () => CheckAsync(desk.LogAsync(new RunQuery { ActionType = ActionType.Backup, IsCounted = false }), 50));
    }

    private static async Task CheckAsync<T>(Task<PageOf<T>> page, int expected)
    {
        if ((await page).Items.Count != expected)
            throw new InvalidOperationException($"{(await page).Items.Count} items instead of {expected}.");
    }

    private static string Name(string what, TaskPlace place) => string.Create(CultureInfo.InvariantCulture, $"tasks: {what}; {Tasks:#,0} tasks, {Runs:#,0} runs, {place.Name}");

    // The tasks are made as the product makes them, but for the check of their procedure; the log is what a hundred days of them leave behind.
    private static async Task FillAsync(TaskPlace place)
    {
        using var host = place.Build();
        var database = host.Services.GetRequiredService<TaskDatabase>();
        await database.WriteAsync(
            context =>
            {
                for (var i = 0; i < Tasks; i++)
                    context.Add(Row(i));
                return Task.FromResult(0);
            },
            CancellationToken.None);
        await database.WriteAsync(
            context =>
            {
                context.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
                return context.Database.ExecuteSqlRawAsync(database.IsSqlite ? SqliteRuns : PostgreSqlRuns);
            },
            CancellationToken.None);
        await database.ReadAsync(context => context.Database.ExecuteSqlRawAsync("ANALYZE"), CancellationToken.None);
        // The first start puts the planned times into Quartz; those that count find them there.
        await host.StartAsync();
        await host.StopAsync();
    }

    private static Scheduling.Store.Model.TaskRow Row(int i)
    {
        var now = DateTimeOffset.UtcNow;
        var row = new Scheduling.Store.Model.TaskRow
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"t{i:d5}"), Name = "", TimeZone = "", Procedure = "", ActionConfig = "", Version = 1, CreatedAt = now, UpdatedAt = now, ReleasedAt = now,
            TotalRuns = 100, SuccessRuns = 97, FailureRuns = 3, TimedRuns = 100, TimedMilliseconds = 6_000_000,
        };
        TaskMapping.Write(
            new TaskDraft
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"nightly {i:d5}"),
                Description = "What changed since the last backup of this host.",
                Schedule = new DailySchedule(new TimeOnly(2, 0).AddMinutes(i % 1200)),
                TimeZone = "UTC",
                ActionType = i % 10 == 9 ? ActionType.Cleanup : ActionType.Backup,
                Procedure = "full-backup",
                ActionConfig = new JsonObject { ["Sources"] = new JsonArray("/srv") },
            },
            row);
        row.NextRunAt = now.AddHours(1).AddMinutes(i % 1200);
        return row;
    }

    private const string Columns =
        "execution_id, task_id, task_name, execute_index, planned_at, started_at, completed_at, status, trigger, attempt, priority, wait, wish, queued, interrupted, alerted, message, result, node, instance_id, procedure, procedure_version";

    // Braces are doubled for Entity Framework, which takes them for its own.
    private static readonly string Values = string.Create(
        CultureInfo.InvariantCulture,
        $"i / {Tasks} + 1, 1700000000000 + i * 8640, 1700000000000 + i * 8640, 1700000060000 + i * 8640, CASE WHEN i % 33 = 0 THEN 3 ELSE 2 END, 0, 1, 1, 0, 0, 1, ") +
        "false, false, CASE WHEN i % 33 = 0 THEN 'It broke.' END, '{{\"backup_set_id\":\"0199c1a2-8f4e-7c31-9c52-2b1d5a7e4f10\",\"files\":1000,\"bytes\":123456789}}', 'node', 'instance', 'full-backup', 1";

    private static readonly string SqliteRuns = string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO runs ({Columns}) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Runs - 1}) SELECT printf('%08X-0000-7000-8000-000000000000', i), printf('t%05d', i % {Tasks}), printf('nightly %05d', i % {Tasks}), {Values} FROM n");

    private static readonly string PostgreSqlRuns = string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO runs ({Columns}) SELECT gen_random_uuid(), 't' || lpad((i % {Tasks})::text, 5, '0'), 'nightly ' || lpad((i % {Tasks})::text, 5, '0'), {Values} FROM generate_series(0::bigint, {Runs - 1}) AS i");
}

/// <summary>A node with tasks, on a database.</summary>
/// <param name="Name">What to call it in a table.</param>
/// <param name="ConnectionString">The database.</param>
/// <param name="IsPostgreSql">Of which kind it is.</param>
internal sealed record TaskPlace(string Name, string ConnectionString, bool IsPostgreSql)
{
    public static TaskPlace Sqlite(string path) => new("SQLite", $"Data Source={path}", IsPostgreSql: false);

    public static TaskPlace PostgreSql(string connectionString) => new("PostgreSQL", connectionString, IsPostgreSql: true);

    public IHost Build()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddElsa(elsa =>
        {
            if (IsPostgreSql)
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UsePostgreSql(ConnectionString)));
            }
            else
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UseSqlite(ConnectionString)));
            }
        });
        builder.Services.AddTapeFlowsTasks(tasks => (tasks.TimeZone, tasks.Variable) = (TimeZoneInfo.Utc, _ => null));
        return builder.Build();
    }

    public async Task<IHost> StartAsync()
    {
        var host = Build();
        await host.Services.GetRequiredService<IRegistriesPopulator>().PopulateAsync();
        await host.StartAsync();
        return host;
    }
}
