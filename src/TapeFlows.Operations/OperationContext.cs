using System.Text.Json;
using TapeFlows.Backup;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Sessions;

namespace TapeFlows.Operations;

/// <summary>What an executor has in its hands during one attempt.</summary>
public sealed class OperationContext
{
    private readonly Func<string, Task> _save;
    private readonly Func<Task<IReadOnlyList<Operation>>> _known;
    private readonly RunSession _run;

    internal OperationContext(
        Operation operation, RunSession run, IProgress<ProgressReport> progress, Func<string, Task> save, Func<Task<IReadOnlyList<Operation>>> known)
    {
        (Operation, _run, Progress, _save, _known) = (operation, run, progress, save, known);
        if (operation.Drive is { } drive)
            Session.DriveName = drive;
    }

    /// <summary>The operation as it was when the attempt began.</summary>
    public Operation Operation { get; }

    /// <summary>What the host gives. The catalog and the library refuse once a lease is lost.</summary>
    public TapeSite Site => _run.Site;

    /// <summary>The catalog.</summary>
    public ICatalog Catalog => Site.Catalog;

    /// <summary>The use of the library by the run: volumes that an earlier operation of it has mounted are still there.</summary>
    public LibrarySession Session => _run.Library;

    /// <summary>What one operation of a run leaves for the next one on this node, so that it need not be found out again. It may be gone.</summary>
    public object? Memory
    {
        get => _run.Memory;
        set => _run.Memory = value;
    }

    /// <summary>Takes reports; they reach the row and whoever watches, at most twice a second.</summary>
    public IProgress<ProgressReport> Progress { get; }

    /// <summary>Barcodes of the volumes that the run has had in drives, in this process or another.</summary>
    internal async Task<IReadOnlySet<string>> VolumesOfRunAsync() => await RunVolumes.OfAsync(await _known(), Site.Catalog);

    /// <summary>Barcodes of the volumes that can be mounted without a person.</summary>
    internal IReadOnlySet<string> VolumesInLibrary() =>
        Site.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);

    /// <summary>The request as its executor knows it.</summary>
    /// <exception cref="OperationException">It is not one.</exception>
    public T Request<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Operation.Request, OperationJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new OperationException($"The request of operation {Operation.Id} is no {typeof(T).Name}: {e.Message}");
        }
    }

    /// <summary>What an earlier attempt has saved; <see langword="null"/>: nothing.</summary>
    public T? Checkpoint<T>()
        where T : class => Operation.Checkpoint is { } text ? JsonSerializer.Deserialize<T>(text, OperationJson.Options) : null;

    /// <summary>Saves, before it is acted on, what a later attempt has to know.</summary>
    public Task SaveAsync<T>(T checkpoint) => _save(JsonSerializer.Serialize(checkpoint, OperationJson.Options));
}

/// <summary>How requests, checkpoints and results are written: names in snake case, what is not set left out.</summary>
public static class OperationJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>As text.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
