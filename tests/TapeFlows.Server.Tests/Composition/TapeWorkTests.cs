using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Composition;

/// <summary>The server as it serves: operations and tasks on one scheduler.</summary>
public sealed class TapeWorkTests(PostgresServer postgres) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-work-").FullName;
    private Station? _station;
    private LogFile? _log;
    private WebApplication? _host;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_server_does_operations_and_runs_tasks(CatalogProvider provider)
    {
        var services = await StartAsync(provider, new Settings());
        var operations = services.GetRequiredService<IOperations>();
        var operation = await operations.EnqueueAsync(new OperationRequest { Key = "look", Kind = OperationKind.Inventory, Run = "look" });
        await foreach (var seen in operations.WatchAsync(operation.Id).Within("a change of the operation"))
            operation = seen;
        Assert.Equal(OperationState.Succeeded, operation.State);
        var status = await services.GetRequiredService<ITaskDesk>().StatusAsync();
        Assert.True(status.Running);
    }

    [Fact]
    public async Task A_name_on_a_database_is_that_of_one_server_at_a_time()
    {
        await StartAsync(CatalogProvider.PostgreSql, new Settings { Node = "tape1" });
        await using (await NodeClaim.TakeAsync(_station!, CancellationToken.None))
            Assert.Contains("'tape1'", (await Assert.ThrowsAsync<IOException>(() => NodeClaim.TakeAsync(_station!, CancellationToken.None))).Message, StringComparison.Ordinal);
        await using var again = await NodeClaim.TakeAsync(_station!, CancellationToken.None);
    }

    [Fact]
    public async Task Operations_and_runs_have_their_limits_side_by_side()
    {
        var settings = new Settings { Operations = new OperationSettings { MaxRunning = 2 }, Scheduler = new SchedulerSettings { MaxRuns = 4 } };
        var limits = await (await StartAsync(CatalogProvider.Sqlite, settings)).GetRequiredService<IScheduler>().GetExecutionLimits();
        Assert.NotNull(limits);
        Assert.True(limits.TryGetLimit(ExecutionGroupScope.Named("operations"), out var operations));
        Assert.Equal(2, operations);
        Assert.True(limits.TryGetLimit(ExecutionGroupScope.Named(TaskSchedulingExtensions.ExecutionGroup), out var runs));
        Assert.Equal(4, runs);
        Assert.True(limits.TryGetLimit(ExecutionGroupScope.GroupsWithPrefix("drive:"), out var drive));
        Assert.Equal(1, drive);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        if (_station is not null)
            await _station.DisposeAsync();
        _log?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IServiceProvider> StartAsync(CatalogProvider provider, Settings settings)
    {
        var folder = new DataFolder(_folder);
        SettingsFile.Write(folder, settings with
        {
            Catalog = new CatalogSettings { Provider = provider, ConnectionString = provider == CatalogProvider.PostgreSql ? await postgres.CreateDatabaseAsync() : null },
        });
        _station = await Station.OpenAsync(folder, new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false));
        _log = LogFile.Open(folder, isVerbose: false, _ => null);
        _host = ServeHost.Build(_station, "http://127.0.0.1:0", _log);
        await _host.StartAsync();
        return _host.Services;
    }
}
