using System.ComponentModel.DataAnnotations;

namespace Elsa.Workflows.Services;

/// <summary>The name by which older definitions know <see cref="WorkflowInstanceStorageDriver"/>.</summary>
[Display(Name = "Workflow")]
public class WorkflowStorageDriver : IStorageDriver
{
    private readonly WorkflowInstanceStorageDriver _driver = new();

    /// <summary>Creates the driver.</summary>
    public WorkflowStorageDriver()
    {
    }

    /// <inheritdoc />
    public double Priority => -1;

    /// <inheritdoc />
    public IEnumerable<string> Tags => _driver.Tags;

    /// <inheritdoc />
    public ValueTask WriteAsync(string id, object value, StorageDriverContext context) => _driver.WriteAsync(id, value, context);

    /// <inheritdoc />
    public ValueTask<object?> ReadAsync(string id, StorageDriverContext context) => _driver.ReadAsync(id, context);

    /// <inheritdoc />
    public ValueTask DeleteAsync(string id, StorageDriverContext context) => _driver.DeleteAsync(id, context);
}
