using Elsa.Extensions;
using Elsa.Http.Options;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Resilience.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Data.Sqlite;
#if ELSA_PACKAGES
using Microsoft.EntityFrameworkCore;
#endif
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Activities;
using TapeFlows.Activities.Runs;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Server.Access;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Pages;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Composition;

/// <summary>
/// Puts the workflow engine together. Nothing else in the product may know which engine stands behind the Elsa API: the one in this
/// repository, or the Elsa packages (<c>-p:WorkflowEngine=Elsa</c>).
/// </summary>
internal static class Engine
{
    /// <summary>The name of the engine in use, for the log and for /health.</summary>
#if ELSA_PACKAGES
    public const string Name = "Elsa";
#else
    public const string Name = "Elsa.Embedded";
#endif

    /// <summary>Adds the engine with its database, the tape activities and what they work with.</summary>
    /// <param name="services">The services of a host or a command.</param>
    /// <param name="station">Where to work.</param>
    /// <param name="node">What the host is to others; null: a command, to whom nobody talks.</param>
    public static IServiceCollection AddProcedures(this IServiceCollection services, Station station, ServedNode? node = null)
    {
        services.AddNotificationHandler<ReservedPaths>();
        services.AddTapeRuns(_ => TapeWork.SiteOf(station));
        services.AddUnattendedSteps(station);
#if ELSA_PACKAGES
        // Elsa asks for it wherever endpoints may want a caller to be known.
        services.AddAuthorization();
#endif
        services.AddElsa(elsa =>
        {
            elsa
                .AddActivitiesFrom<SelectVolume>()
                // Tape work changes the world: what is done must be known to be done after each step.
                .Use<CommitStrategiesFeature>(strategies => strategies.AddStandardStrategies())
                .UseWorkflowManagement(management => Store(management, station))
                .UseWorkflowRuntime(runtime => Store(runtime, station))
                .UseScheduling(scheduling => scheduling.UseQuartzScheduler(quartz => Store(quartz, station, node)))
                .UseHttp(http =>
                {
                    http.ConfigureHttpOptions = options => Place(options, station.Settings.Server.Address ?? node?.Address);
                    if (node is not null)
                        http.HttpEndpointAuthorizationHandler = ActivatorUtilities.GetServiceOrCreateInstance<TriggerCallers>;
                })
                .UseResilience()
                .UseJavaScript();
            if (station.Settings.Engine.AllowsCSharp(Environment.GetEnvironmentVariable))
                elsa.UseCSharp();
            // Nobody calls a command.
            if (node is not null)
                elsa.UseWorkflowsApi().UseRealTimeWorkflows();
        });
        TrialRunner.AddTo(services);
        return services;
    }

    /// <summary>Has a host that is built, and not started yet, make the engine's tables and learn its activities, so that it can be worked with.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
#if ELSA_PACKAGES
        // Elsa does this when its host starts, and then goes on at once with what it finds.
        await MigrateAsync<ManagementElsaDbContext>(services, cancellationToken);
        await MigrateAsync<RuntimeElsaDbContext>(services, cancellationToken);
#endif
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IRegistriesPopulator>().PopulateAsync(cancellationToken);
    }

    /// <summary>Starts the engine for a command that works with procedures.</summary>
    /// <param name="station">Where to work.</param>
    /// <param name="log">Where to log what is done.</param>
    /// <param name="texts">Where lines go that workflows write.</param>
    /// <param name="follower">Who watches journals as they are written; null: nobody.</param>
    /// <param name="services">Adds what the command needs besides; null: nothing.</param>
    public static async Task<CommandEngine> StartAsync(Station station, LogFile log, TextWriter texts, JournalFollower? follower = null, Action<IServiceCollection>? services = null)
    {
        // Nothing is read from the working directory: what is configured there may belong to another program.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEngine(station.Settings.Engine);
        log.AddTo(builder.Logging);
        builder.Services.AddProcedures(station);
        builder.Services.AddOwnTapeWork(station);
        builder.Services.AddSingleton<IStandardOutStreamProvider>(new StandardOutStreamProvider(texts));
        // A command lasts a moment. What it schedules is for the server to do, now or when it starts.
        builder.Services.Configure<QuartzHostedServiceOptions>(quartz => quartz.AutoStart = false);
        if (follower is not null)
            JournalFollower.AddTo(builder.Services, follower);
        services?.Invoke(builder.Services);
        var host = builder.Build();
        var engine = new CommandEngine(host);
        try
        {
            await PrepareAsync(host.Services, CancellationToken.None);
#if ELSA_PACKAGES
            // Elsa learns the rest of what it needs when its host starts, and hands work to the queues of that host.
            await host.StartAsync();
#endif
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

#if ELSA_PACKAGES
    // Entity Framework has one node do it where several begin at once.
    private static async Task MigrateAsync<TContext>(IServiceProvider services, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using var scope = services.CreateAsyncScope();
        await using var context = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
#endif

    // One database for all that the engine keeps; where the catalog is shared by hosts, so is it.
    private static void Store(WorkflowManagementFeature management, Station station)
    {
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
            management.UseEntityFrameworkCore(ef => ef.UsePostgreSql(station.CatalogOptions.ConnectionString));
        else
            management.UseEntityFrameworkCore(ef => ef.UseSqlite(InFile(station)));
    }

    private static void Store(WorkflowRuntimeFeature runtime, Station station)
    {
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
            runtime.UseEntityFrameworkCore(ef => ef.UsePostgreSql(station.CatalogOptions.ConnectionString));
        else
            runtime.UseEntityFrameworkCore(ef => ef.UseSqlite(InFile(station)));
    }

    private static void Store(QuartzSchedulingOptions quartz, Station station, ServedNode? node)
    {
        if (node is not null)
        {
            quartz.Node = node.Name;
            quartz.Limit = limits => limits.LimitOperations(TapeWork.OptionsOf(station));
        }

        // What runs for long has places of its own: timers must not wait for it.
        quartz.MaxConcurrency += station.Settings.Operations.MaxRunning + station.Settings.Scheduler.MaxRuns;
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
            quartz.UsePostgreSql(station.CatalogOptions.ConnectionString);
        else
            quartz.UseSqlite(InFile(station));
    }

    // Elsa knows neither unless it is told; in a command nobody calls.
    private static void Place(HttpActivityOptions options, Uri? address)
    {
        options.BasePath = "/workflows";
        options.BaseUrl = address ?? new Uri("http://localhost");
    }

    private static string InFile(Station station) => new SqliteConnectionStringBuilder { DataSource = station.Folder.EngineFile }.ToString();
}
