using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Server.Data;

/// <summary>A data folder opened for work: its settings, its catalog and its library, each opened when it is first needed.</summary>
internal sealed class Station : IAsyncDisposable
{
    private readonly CatalogDatabase _catalog;
    private readonly Lazy<VirtualLibrary> _library;

    private Station(DataFolder folder, Settings settings, TimeProvider clock)
    {
        Folder = folder;
        Settings = settings;
        Clock = clock;
        CatalogOptions = settings.Catalog.ToOptions(folder, Environment.GetEnvironmentVariable);
        _catalog = new CatalogDatabase(CatalogOptions, clock);
        _library = new Lazy<VirtualLibrary>(() => VirtualLibrary.Open(LibraryPath, clock));
    }

    public DataFolder Folder { get; }

    public Settings Settings { get; }

    public TimeProvider Clock { get; }

    public CatalogOptions CatalogOptions { get; }

    /// <summary>The database of what may not be thrown away with the catalog: the engine's own.</summary>
    public CatalogOptions EngineOptions => CatalogOptions.Provider == CatalogProvider.PostgreSql ? CatalogOptions : new CatalogOptions { Path = Folder.EngineFile };

    public ICatalog Catalog => _catalog;

    /// <summary>Where the catalog is, for people.</summary>
    public string CatalogDescription => _catalog.Description;

    public string LibraryPath => Folder.In(Settings.Library.Path);

    public ITapeLibrary Library => _library.Value;

    /// <summary>The library as the one kind there is so far.</summary>
    public VirtualLibrary VirtualLibrary => _library.Value;

    /// <summary>Opens a folder, after making what is missing of it.</summary>
    public static async Task<Station> OpenAsync(DataFolder folder, Screen screen, bool withLibrary = true, CancellationToken cancellationToken = default)
    {
        var isFirstUse = FolderSetup.Ensure(folder, screen, withLibrary);
        var station = new Station(folder, SettingsFile.Read(folder), TimeProvider.System);
        if (isFirstUse)
            await station.MakeCatalogAsync(screen, cancellationToken);
        return station;
    }

    private async Task MakeCatalogAsync(Screen screen, CancellationToken cancellationToken)
    {
        await _catalog.PrepareAsync(cancellationToken);
        screen.Tell($"First use: {CatalogDescription} is ready.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_library.IsValueCreated)
            _library.Value.Dispose();
        await _catalog.DisposeAsync();
    }
}
