using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Host;

/// <summary>A whole node: the engine with its database, Quartz in the same one, tasks on both, and the probe as the procedure.</summary>
public sealed class TaskNode : IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>Builds the node.</summary>
    /// <param name="ledger">The database.</param>
    /// <param name="settings">Changes the settings of tasks.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="hasTimer">Whether there is also a procedure that starts itself.</param>
    public TaskNode(Ledger ledger, Action<TaskSettings>? settings = null, Action<IServiceCollection>? services = null, bool hasTimer = false)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(ledger);
        builder.Services.AddElsa(elsa =>
        {
            elsa.AddActivity<Probe>();
            elsa.AddWorkflow<ProbeWorkflow>();
            if (hasTimer)
                elsa.AddWorkflow<TimedWorkflow>();
            if (ledger.IsPostgres)
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ledger.ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ledger.ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UsePostgreSql(ledger.ConnectionString).ClusterCheckinInterval = TimeSpan.FromSeconds(1)));
            }
            else
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ledger.ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ledger.ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UseSqlite(ledger.ConnectionString)));
            }
        });
        services?.Invoke(builder.Services);
        builder.Services.AddTapeFlowsTasks(tasks =>
        {
            tasks.TimeZone = TimeZoneInfo.Utc;
            tasks.LookEvery = TimeSpan.FromMilliseconds(100);
            tasks.Variable = _ => null;
            settings?.Invoke(tasks);
        });
        _host = builder.Build();
    }

    /// <summary>The door to tasks.</summary>
    public ITaskDesk Desk => _host.Services.GetRequiredService<ITaskDesk>();

    /// <summary>A service.</summary>
    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts.</summary>
    public async Task<TaskNode> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    /// <summary>Stops in order.</summary>
    public Task StopAsync() => _host.StopAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
    }
}
