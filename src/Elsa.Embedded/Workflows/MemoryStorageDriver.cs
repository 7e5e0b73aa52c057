using System.ComponentModel.DataAnnotations;

namespace Elsa.Workflows;

/// <summary>Keeps nothing: a value lasts as long as the burst.</summary>
[Display(Name = "Memory")]
public class MemoryStorageDriver : IStorageDriver
{
    /// <summary>Creates the driver.</summary>
    public MemoryStorageDriver()
    {
    }

    /// <inheritdoc />
    public double Priority => 0;

    /// <inheritdoc />
    public IEnumerable<string> Tags => ["Memory"];

    /// <inheritdoc />
    public ValueTask WriteAsync(string id, object value, StorageDriverContext context) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask<object?> ReadAsync(string id, StorageDriverContext context) => new((object?)null);

    /// <inheritdoc />
    public ValueTask DeleteAsync(string id, StorageDriverContext context) => ValueTask.CompletedTask;
}
