using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Catalog;

namespace TapeFlows.Server.Data;

/// <summary>
/// A new catalog in the place of the old one: made beside it, put in its place only when it is whole. With PostgreSQL, where nothing can stand
/// beside, what is missing is added to the catalog that is there.
/// </summary>
internal sealed class CatalogRenewal : IAsyncDisposable
{
    private static readonly string[] Companions = ["-wal", "-shm"];
    private readonly Station _station;
    private readonly CatalogDatabase? _draft;
    private readonly string _draftFile;
    private bool _isFinished;

    private CatalogRenewal(Station station, CatalogDatabase? draft, string draftFile)
    {
        _station = station;
        _draft = draft;
        _draftFile = draftFile;
    }

    /// <summary>The catalog to fill.</summary>
    public ICatalog Catalog => (ICatalog?)_draft ?? _station.Catalog;

    public static async Task<CatalogRenewal> BeginAsync(Station station, CancellationToken cancellationToken)
    {
        if (station.CatalogOptions.Provider != CatalogProvider.Sqlite)
            return new CatalogRenewal(station, null, "");
        var draftFile = station.CatalogOptions.Path + ".new";
        // What an interrupted rebuild has left is of no use: it may miss volumes.
        Delete(draftFile);
        var draft = await CatalogDatabase.OpenAsync(station.CatalogOptions with { Path = draftFile }, station.Clock, cancellationToken);
        return new CatalogRenewal(station, draft, draftFile);
    }

    /// <summary>Puts the new catalog in the place of the old one.</summary>
    /// <returns>Where the old one is kept; <see langword="null"/> when there was none.</returns>
    public async Task<string?> FinishAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _isFinished = true;
        if (_draft is null)
            return null;
        // Closing the last connection moves the write-ahead log into the file itself.
        await _draft.DisposeAsync();
        var catalog = _station.CatalogOptions.Path;
        var kept = Keep(catalog);
        foreach (var companion in Companions.Where(companion => File.Exists(_draftFile + companion)))
            File.Move(_draftFile + companion, catalog + companion, overwrite: true);
        File.Move(_draftFile, catalog, overwrite: true);
        return kept;
    }

    private string? Keep(string catalog)
    {
        if (!File.Exists(catalog))
            return null;
        var kept = string.Create(CultureInfo.InvariantCulture, $"{catalog}.{_station.Clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.old");
        foreach (var companion in Companions.Where(companion => File.Exists(catalog + companion)))
            File.Move(catalog + companion, kept + companion, overwrite: true);
        File.Move(catalog, kept, overwrite: true);
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        if (_draft is null || _isFinished)
            return;
        await _draft.DisposeAsync();
        Delete(_draftFile);
    }

    private static void Delete(string file)
    {
        foreach (var companion in Companions.Prepend(""))
            File.Delete(file + companion);
    }
}
