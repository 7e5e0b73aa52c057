using Elsa.Alterations.Extensions;
using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Alterations;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Elsa.Embedded.Tests.Persistence;

/// <summary>A place where engines can keep what they store; several engines may share it, as nodes do.</summary>
public abstract class TestStorage : IAsyncLifetime
{
    /// <summary>Makes engines of one place keep everything there.</summary>
    public abstract void Use(IModule elsa);

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>An engine with a fresh process's memory over this place.</summary>
    public ServiceProvider CreateNode(Action<IModule>? configure = null, Action<IServiceCollection>? services = null, Action<IServiceCollection>? instead = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        services?.Invoke(collection);
        collection.AddElsa(elsa =>
        {
            Use(elsa);
            configure?.Invoke(elsa);
        });
        instead?.Invoke(collection);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <param name="configure">Changes the engine.</param>
    /// <param name="services">Adds services before it.</param>
    /// <param name="instead">Adds services behind it, in place of its own.</param>
    public async Task<ServiceProvider> StartNodeAsync(Action<IModule>? configure = null, Action<IServiceCollection>? services = null, Action<IServiceCollection>? instead = null)
    {
        var node = CreateNode(configure, services, instead);
        await node.GetRequiredService<IRegistriesPopulator>().PopulateAsync(TestContext.Current.CancellationToken);
        return node;
    }
}

/// <summary>Memory: a node shares it with nobody.</summary>
public sealed class MemoryTestStorage : TestStorage
{
    public override void Use(IModule elsa)
    {
        // Memory is the default.
    }
}

/// <summary>A SQLite file of its own.</summary>
public sealed class SqliteTestStorage : TestStorage
{
    private readonly string _folder = Directory.CreateTempSubdirectory("elsa-sqlite-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "elsa.db")}";

    public override void Use(IModule elsa) => elsa
        .UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ConnectionString)))
        .UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ConnectionString)))
        .UseAlterations(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ConnectionString)));

    public override async ValueTask DisposeAsync()
    {
        // The last connection takes its log away when it closes, which may be while the folder is being emptied.
        await Eventually.TrueAsync(IsDeleted);
        await base.DisposeAsync();
    }

    private bool IsDeleted()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(_folder);
        }
    }
}

/// <summary>A database of its own on the assembly's PostgreSQL server.</summary>
public sealed class PostgreSqlTestStorage(PostgresServer server) : TestStorage
{
    public string ConnectionString { get; private set; } = "";

    public override async ValueTask InitializeAsync() => ConnectionString = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    public override void Use(IModule elsa) => elsa
        .UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ConnectionString)))
        .UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ConnectionString)))
        .UseAlterations(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ConnectionString)));
}
