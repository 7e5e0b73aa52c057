using System.Text.Json;
using TapeFlows.Backup;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations;

/// <summary>What an executor has in its hands during one attempt.</summary>
public sealed class OperationContext
{
    private readonly Func<string, Task> _save;

    internal OperationContext(Operation operation, TapeSite site, LibrarySession session, IProgress<ProgressReport> progress, Func<string, Task> save)
    {
        (Operation, Site, Session, Progress, _save) = (operation, site, session, progress, save);
    }

    /// <summary>The operation as it was when the attempt began.</summary>
    public Operation Operation { get; }

    /// <summary>What the host gives. The catalog and the library refuse once a lease is lost.</summary>
    public TapeSite Site { get; }

    /// <summary>The catalog.</summary>
    public ICatalog Catalog => Site.Catalog;

    /// <summary>The use of the library by the run: volumes that an earlier operation of it has mounted are still there.</summary>
    public LibrarySession Session { get; }

    /// <summary>Takes reports; they reach the row and whoever watches, at most twice a second.</summary>
    public IProgress<ProgressReport> Progress { get; }

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
