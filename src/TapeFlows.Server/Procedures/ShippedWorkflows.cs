using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>
/// Brings the definitions that ship with the product, and those in the operator's folder, into the engine's store. A newer shipped file becomes a new published
/// version; what a person has changed stays as it is, and the difference is told. Costs a query and a hash of each file when nothing is new.
/// </summary>
/// <param name="shelf">The store.</param>
/// <param name="folder">The data folder.</param>
/// <param name="screen">Where to say what was taken in.</param>
/// <param name="logger">Where to log it.</param>
/// <param name="shippedFolder">Where the shipped definitions are; null: beside the executable.</param>
internal sealed partial class ShippedWorkflows(WorkflowShelf shelf, DataFolder folder, Screen screen, ILogger logger, string? shippedFolder = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Takes in what is new.</summary>
    /// <param name="needed">The definition that is about to run; null: none in particular.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The operator's file of the one that is needed cannot be used. Any other such file is only told: a restore does not fail for it.</exception>
    public async Task ImportAsync(string? needed, CancellationToken cancellationToken)
    {
        var shipped = await ReadAsync(ProcedureFolders.Files(ShippedFolder), cancellationToken);
        var own = await ReadAsync(ProcedureFolders.Files(folder.WorkflowsFolder), cancellationToken);
        if (!await HasNewsAsync(shipped, own, cancellationToken))
            return;
        // Two commands that start at once take turns; the second one finds nothing new any more.
        using var turn = await FolderLock.TakeAsync(folder.In("workflows.lock"), Patience, cancellationToken);
        foreach (var file in shipped)
            await ImportShippedAsync(file, cancellationToken);
        foreach (var file in own)
            await TryImportOwnAsync(file, needed, cancellationToken);
    }

    /// <summary>Whether the product ships a newer definition than the one that any version was made from.</summary>
    public async Task<bool> HasNewerAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (ProcedureFolders.FileOf(ShippedFolder, definitionId) is not { } path)
            return false;
        var file = await DefinitionFile.ReadAsync(path, cancellationToken);
        return !await IsKnownAsync(definitionId, version => OriginMark.ShippedFileOf(version) == file.Hash, cancellationToken);
    }

    private string ShippedFolder => shippedFolder ?? ProcedureFolders.Shipped;

    private static async Task<List<DefinitionFile>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<DefinitionFile>();
        foreach (var path in paths)
            files.Add(await DefinitionFile.ReadAsync(path, cancellationToken));
        return files;
    }

    private async Task<bool> HasNewsAsync(List<DefinitionFile> shipped, List<DefinitionFile> own, CancellationToken cancellationToken)
    {
        var ids = shipped.Concat(own).Select(IdOf).Distinct(StringComparer.Ordinal).ToList();
        var latest = (await shelf.VersionsAsync(ids, VersionOptions.Latest, cancellationToken)).ToDictionary(version => version.DefinitionId, StringComparer.Ordinal);
        foreach (var file in shipped)
        {
            if (!latest.TryGetValue(IdOf(file), out var version) || await IsNewerAsync(file, version, cancellationToken))
                return true;
        }

        foreach (var file in own)
        {
            if (!latest.TryGetValue(IdOf(file), out var version) || (OriginMark.OwnFileOf(version) != file.Hash && !await IsKnownAsync(IdOf(file), known => OriginMark.OwnFileOf(known) == file.Hash, cancellationToken)))
                return true;
        }

        return false;
    }

    // What a person has changed stays, and what was shipped before is not newer: an older program beside a newer one changes nothing. Neither is a reason to take a turn.
    private async Task<bool> IsNewerAsync(DefinitionFile file, WorkflowDefinition latest, CancellationToken cancellationToken) =>
        OriginMark.ShippedFileOf(latest) != file.Hash
        && OriginMark.OriginOf(latest) == Origin.Shipped
        && !await IsKnownAsync(IdOf(file), version => OriginMark.ShippedFileOf(version) == file.Hash, cancellationToken);

    private async Task ImportShippedAsync(DefinitionFile file, CancellationToken cancellationToken)
    {
        var id = IdOf(file);
        var latest = await shelf.FindAsync(id, VersionOptions.Latest, cancellationToken);
        if (latest is not null && !await IsNewerAsync(file, latest, cancellationToken))
            return;
        var model = shelf.Read(file);
        if (model.DefinitionId != id)
            throw new IOException($"{file.Place} holds the definition '{model.DefinitionId}'. The files that ship with TapeFlows are named after their definitions: install TapeFlows again.");
        // Whoever took a procedure out of use meant it; the new version waits.
        var isInUse = latest is null || await shelf.FindAsync(id, VersionOptions.Published, cancellationToken) is not null;
        var version = await shelf.AddAsync(model, isInUse, file.Place, cancellationToken);
        await shelf.MarkAsShippedAsync(version, file.Hash, cancellationToken);
        LogShipped(logger, id, version.Version);
        if (latest is not null)
            screen.Tell($"The workflow '{id}' that ships with TapeFlows is newer: it is version {version.Version} now.");
    }

    private async Task TryImportOwnAsync(DefinitionFile file, string? needed, CancellationToken cancellationToken)
    {
        try
        {
            await ImportOwnAsync(file, cancellationToken);
        }
        catch (IOException e) when (IdOf(file) != needed)
        {
            screen.Warn(e.Message);
        }
    }

    private async Task ImportOwnAsync(DefinitionFile file, CancellationToken cancellationToken)
    {
        var id = IdOf(file);
        if (await IsKnownAsync(id, version => OriginMark.OwnFileOf(version) == file.Hash, cancellationToken))
            return;
        var model = shelf.Read(file);
        if (model.DefinitionId != id)
            throw new IOException($"{file.Place} holds the definition '{model.DefinitionId}': name the file {model.DefinitionId}.json, or import it with 'tapeflows workflows import'. Nothing was taken from it.");
        model.CustomProperties ??= new Dictionary<string, object>(StringComparer.Ordinal);
        model.CustomProperties[OriginMark.OwnFile] = file.Hash;
        var version = await shelf.AddAsync(model, publish: true, file.Place, cancellationToken);
        LogOwn(logger, id, version.Version, file.Place);
        screen.Tell($"Took your own version of the workflow '{id}' from {file.Place}: it is version {version.Version} now.");
    }

    private async Task<bool> IsKnownAsync(string definitionId, Predicate<WorkflowDefinition> isIt, CancellationToken cancellationToken) =>
        (await shelf.VersionsAsync([definitionId], VersionOptions.All, cancellationToken)).Exists(isIt);

    private static string IdOf(DefinitionFile file) => Path.GetFileNameWithoutExtension(file.Place);

    [LoggerMessage(LogLevel.Information, "The shipped workflow {Definition} was stored as version {Version}")]
    private static partial void LogShipped(ILogger logger, string definition, int version);

    [LoggerMessage(LogLevel.Information, "The workflow {Definition} was stored as version {Version} from {Path}")]
    private static partial void LogOwn(ILogger logger, string definition, int version, string path);
}
