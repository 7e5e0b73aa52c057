namespace TapeFlows.Catalog;

/// <summary>Which database keeps the catalog.</summary>
public enum CatalogProvider
{
    /// <summary>One file in the data folder. Needs no set-up; one host.</summary>
    Sqlite = 1,

    /// <summary>A PostgreSQL database, version 12 or newer. Several hosts may share it.</summary>
    PostgreSql = 2,
}

/// <summary>Where the catalog is.</summary>
public sealed record CatalogOptions
{
    /// <summary>The name that the catalog's file has in a data folder.</summary>
    public const string FileName = "catalog.db";

    /// <summary>Which database. Default: <see cref="CatalogProvider.Sqlite"/>.</summary>
    public CatalogProvider Provider { get; set; } = CatalogProvider.Sqlite;

    /// <summary>The SQLite file; its folder is made when it is missing. Unused with PostgreSQL.</summary>
    public string Path { get; set; } = FileName;

    /// <summary>
    /// The PostgreSQL connection string, for example <c>Host=db;Database=tapeflows;Username=tapeflows</c>. It may hold a password, so it
    /// never appears in a message. Unused with SQLite.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long to wait for another writer, or another process that upgrades the catalog. Default: 30 s; at least 1 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The catalog in a data folder, in SQLite.</summary>
    /// <param name="dataFolder">The folder.</param>
    public static CatalogOptions InFolder(string dataFolder) => new() { Path = System.IO.Path.Combine(dataFolder, FileName) };

    /// <summary>Checks that the options make sense together.</summary>
    /// <exception cref="CatalogException">They do not; the message says which and how to mend it.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Provider))
            throw new CatalogException($"Catalog provider {(int)Provider} is not known. Use {nameof(CatalogProvider.Sqlite)} or {nameof(CatalogProvider.PostgreSql)}.");
        if (Provider == CatalogProvider.Sqlite && string.IsNullOrWhiteSpace(Path))
            throw new CatalogException($"The catalog has no path. Set {nameof(Path)} to a file, for example {FileName} in the data folder.");
        if (Provider == CatalogProvider.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
            throw new CatalogException($"The catalog has no connection string. Set {nameof(ConnectionString)}, for example Host=db;Database=tapeflows;Username=tapeflows.");
        if (BusyTimeout < TimeSpan.FromSeconds(1))
            throw new CatalogException($"The catalog's {nameof(BusyTimeout)} is {BusyTimeout}. Set it to at least one second.");
    }
}
