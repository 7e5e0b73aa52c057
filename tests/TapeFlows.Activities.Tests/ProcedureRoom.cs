using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Runs;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup;
using TapeFlows.Backup.Streaming;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Drives.Faults;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Activities.Tests;

/// <summary>A catalog, a virtual library and the engine in a folder of their own, gone after the test.</summary>
public sealed class ProcedureRoom : IAsyncDisposable
{
    private readonly CatalogDatabase _catalog;
    private readonly ServiceProvider _services;

    private ProcedureRoom(string folder, CatalogDatabase catalog, VirtualLibrary library, ServiceProvider services)
    {
        Folder = folder;
        _catalog = catalog;
        Library = library;
        _services = services;
    }

    public string Folder { get; }

    public ICatalog Catalog => _catalog;

    public VirtualLibrary Library { get; }

    public TapeSite Site => _services.GetRequiredService<TapeSite>();

    public IActivityRegistry Activities => _services.GetRequiredService<IActivityRegistry>();

    /// <summary>What fills the lists of a designer.</summary>
    public IPropertyUIHandlerResolver Choices => _services.GetRequiredService<IPropertyUIHandlerResolver>();

    public Watcher Observer { get; } = new();

    /// <summary>What the room takes for now, in catalog and procedures.</summary>
    public ShiftedClock Clock { get; private init; } = null!;

    public IInbox Inbox => _services.GetRequiredService<IInbox>();

    public IOperations Operations => _services.GetRequiredService<IOperations>();

    /// <summary>The last run, with its results.</summary>
    public TapeRun? Run { get; private set; }

    /// <summary>Makes a room whose cartridges hold so many bytes.</summary>
    public static async Task<ProcedureRoom> MakeAsync(int slots = 3, long capacity = 8 << 20, int drives = 1, FaultPlan? faults = null, CatalogOptions? database = null)
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-procedures-").FullName;
        var library = VirtualLibrary.Create(
            Path.Combine(folder, "library"), new VirtualLibraryOptions { Slots = slots, Drives = drives, Capacity = capacity, MaxBlockSize = 64 << 10 });
        var clock = new ShiftedClock();
        var catalog = await CatalogDatabase.OpenAsync(database ?? CatalogOptions.InFolder(folder), clock);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTapeRuns(_ => new TapeSite
        {
            Catalog = catalog,
            Library = faults is null ? library : new FaultingLibrary(library, faults),
            Clock = clock,
            SpoolFolder = Path.Combine(folder, "spool"),
            BlockSize = 64 << 10,
            SegmentSize = 2 << 20,
            BufferBytes = 4 << 20,
        });
        services.AddUnattended(new UnattendedSite { ReportsFolder = Path.Combine(folder, "reports"), Folders = [folder], MaxLoadPerCore = 10_000, MinFreeDisk = 1 });
        services.AddElsa(elsa => elsa.AddActivitiesFrom<SelectVolume>().UseScheduling().UseHttp());
        services.AddTapeFlowsOperations(OptionsFor(folder, database));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IActivityRegistryPopulator>().PopulateRegistryAsync();
        return new ProcedureRoom(folder, catalog, library, provider) { Clock = clock };
    }

    /// <summary>The set that the last run wrote.</summary>
    public async Task<BackupSet> WrittenAsync() => (await Catalog.FindSetAsync(Run!.Backup!.SetId))!;

    /// <summary>What a step did, in the order of the attempts.</summary>
    public async Task<IReadOnlyList<OperationAttempt>> AttemptsAsync(OperationKind kind)
    {
        var operations = await Operations.ListAsync(new OperationQuery { Run = Run!.Id });
        return await Operations.ListAttemptsAsync(operations.Single(operation => operation.Kind == kind).Id);
    }

    // As a command has them: its own.
    private static OperationsOptions OptionsFor(string folder, CatalogOptions? database)
    {
        var options = new OperationsOptions { Database = database ?? new CatalogOptions { Path = Path.Combine(folder, "operations.db") }, IsPrivate = true };
        foreach (var trouble in options.DeviceTrouble.Values)
            (trouble.Attempts, trouble.Delay, trouble.MaxDelay) = (2, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        return options;
    }

    /// <summary>A directory with files to back up.</summary>
    public string MakeSource(params (string Name, int Bytes)[] files)
    {
        var source = Path.Combine(Folder, "source");
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(source, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var content = new byte[bytes];
            new Random(name.Length + bytes).NextBytes(content);
            File.WriteAllBytes(path, content);
        }

        return source;
    }

    public WorkflowDefinitionModel Load(string procedure) =>
        _services.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(File.ReadAllText(ShippedProcedures.PathOf(procedure)))!;

    public async Task<RunWorkflowResult> RunAsync(
        string procedure, Dictionary<string, object> input, CancellationToken stopping = default)
    {
        using var scope = _services.CreateScope();
        return await RunAsync(scope.ServiceProvider.GetRequiredService<WorkflowDefinitionMapper>().Map(Load(procedure)), input, stopping);
    }

    /// <summary>What stands against publishing a workflow.</summary>
    public async Task<IReadOnlyList<WorkflowValidationError>> ValidateAsync(Workflow workflow)
    {
        using var scope = _services.CreateScope();
        return [.. await scope.ServiceProvider.GetRequiredService<IWorkflowValidator>().ValidateAsync(workflow)];
    }

    /// <summary>A workflow of activities that a test has put together.</summary>
    public Task<IReadOnlyList<WorkflowValidationError>> ValidateAsync(IActivity root) => ValidateAsync(new Workflow(root));

    /// <summary>A definition as the engine sees it.</summary>
    public Workflow Map(WorkflowDefinitionModel model)
    {
        using var scope = _services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<WorkflowDefinitionMapper>().Map(model);
    }

    /// <summary>Runs a workflow of activities that a test has put together.</summary>
    public Task<RunWorkflowResult> RunAsync(IActivity root) => RunAsync(new Workflow(root), [], CancellationToken.None);

    private async Task<RunWorkflowResult> RunAsync(Workflow workflow, Dictionary<string, object> input, CancellationToken stopping)
    {
        using var scope = _services.CreateScope();
        var id = Guid.NewGuid().ToString("N");
        Run = _services.GetRequiredService<TapeRuns>().Open(id, Observer, stopping);
        try
        {
            return await scope.ServiceProvider.GetRequiredService<IWorkflowRunner>()
                .RunAsync(workflow, new RunWorkflowOptions { WorkflowInstanceId = id, Input = input }, CancellationToken.None);
        }
        finally
        {
            _services.GetRequiredService<TapeRuns>().Close(id);
            await Operations.EndRunAsync(id, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Library.Dispose();
        await _catalog.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The time, so much later.</summary>
    public sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }

    /// <summary>Keeps what was said.</summary>
    public sealed class Watcher : IRunObserver
    {
        public List<OperatorNotice> Notices { get; } = [];

        public void Notify(OperatorNotice notice) => Notices.Add(notice);

        public void Report(ProgressReport value)
        {
        }
    }
}
