namespace TapeFlows.Server.Data;

/// <summary>The one directory in which everything is kept that TapeFlows knows: where it is, and what lies where in it.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record DataFolder(string Path)
{
    /// <summary>The variable that names the data folder when <c>--data</c> does not.</summary>
    public const string Variable = "TAPEFLOWS_DATA";

    public string SettingsFile => In("settings.json");

    public string CatalogFile => In("catalog.db");

    /// <summary>What the workflow engine keeps, where the catalog is SQLite: definitions, instances, journals.</summary>
    public string EngineFile => In("engine.db");

    /// <summary>A file for each run that is at work, so that one whose process was killed is noticed.</summary>
    public string RunsFolder => In("runs");

    /// <summary>Where manifests are gathered until they go to tape.</summary>
    public string SpoolFolder => In("spool");

    /// <summary>Where an operator puts an own version of a procedure.</summary>
    public string WorkflowsFolder => In("workflows");

    public string LogsFolder => In("logs");

    /// <summary>Where the weekly reports are.</summary>
    public string ReportsFolder => In("reports");

    /// <summary>What tokens are signed with, where the catalog is SQLite. Only its owner may read it.</summary>
    public string KeysFolder => In("keys");

    /// <summary>Something in the folder; an absolute path stays itself.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Finds the folder: the option, the variable, the XDG data home (XDG Base Directory Specification), in this order.</summary>
    /// <param name="option">What <c>--data</c> says; <see langword="null"/> when it was not given.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="UsageException">There is neither, and the user has no home.</exception>
    public static DataFolder Resolve(string? option, Func<string, string?> variable)
    {
        var path = First(option, variable(Variable));
        if (path is not null)
            return new DataFolder(System.IO.Path.GetFullPath(path));
        // The specification says to ignore a relative path there.
        if (variable("XDG_DATA_HOME") is { Length: > 0 } shared && System.IO.Path.IsPathFullyQualified(shared))
            return new DataFolder(System.IO.Path.Combine(shared, "tapeflows"));
        if (variable("HOME") is { Length: > 0 } home && System.IO.Path.IsPathFullyQualified(home))
            return new DataFolder(System.IO.Path.Combine(home, ".local", "share", "tapeflows"));
        throw new UsageException($"There is no place for the data folder: HOME is not set. Name one with --data DIR or {Variable}=DIR.");
    }

    private static string? First(params string?[] candidates) => candidates.FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate));
}
