using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using TapeFlows.Catalog;

namespace TapeFlows.Operations.Host;

/// <summary>A node as a server would be one: Quartz in the database of the catalog, and the operations.</summary>
public sealed class OperationsNode : IAsyncDisposable
{
    private readonly IHost _host;

    /// <param name="options">Of the operations.</param>
    /// <param name="site">What it works with; <see langword="null"/>: nothing, the executors given do not need it.</param>
    /// <param name="isPersistent">Whether Quartz keeps its queue in the database; otherwise in memory.</param>
    /// <param name="parts">Executors and listeners.</param>
    public OperationsNode(OperationsOptions options, TapeSite? site, bool isPersistent, params object[] parts)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (site is not null)
            builder.Services.AddSingleton(site);
        builder.Services.AddQuartz(quartz => Configure(quartz, options, isPersistent));
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        // Before the executors of the room: the first of a kind is taken.
        foreach (var executor in parts.OfType<IOperationExecutor>())
            builder.Services.AddSingleton(executor);
        foreach (var listener in parts.OfType<IOperationListener>())
            builder.Services.AddSingleton(listener);
        builder.Services.AddTapeFlowsOperations(options);
        _host = builder.Build();
    }

    public IOperations Operations => _host.Services.GetRequiredService<IOperations>();

    public IServiceProvider Services => _host.Services;

    public async Task<OperationsNode> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Configure(IQuartzBuilder quartz, OperationsOptions options, bool isPersistent)
    {
        quartz.UseOperations(options);
        quartz.UseDefaultThreadPool(10);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
            if (isPersistent && options.Database.Provider == CatalogProvider.PostgreSql)
                scheduler.InstanceId = options.Node;
        });
        if (!isPersistent)
        {
            quartz.UseInMemoryStore(_ => { });
            return;
        }

        quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            store.ConfigureStore(x => x.StoreJobDataAsStrings = true);
            if (options.Database.Provider == CatalogProvider.Sqlite)
            {
                store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = options.Database.Path }.ToString());
                return;
            }

            store.UsePostgres(NpgsqlFactory.Instance, options.Database.ConnectionString);
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(1);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(1);
            });
        });
    }
}
