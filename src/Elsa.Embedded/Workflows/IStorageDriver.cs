using Elsa.Workflows.Memory;

namespace Elsa.Workflows;

/// <summary>Keeps the values of variables while an instance is not in memory.</summary>
public interface IStorageDriver
{
    /// <summary>The place among the drivers that tools offer: the highest first.</summary>
    double Priority { get; }

    /// <summary>What kind of driver it is, so that callers can leave some out.</summary>
    IEnumerable<string> Tags { get; }

    /// <summary>Stores a value.</summary>
    ValueTask WriteAsync(string id, object value, StorageDriverContext context);

    /// <summary>The stored value; null if there is none.</summary>
    ValueTask<object?> ReadAsync(string id, StorageDriverContext context);

    /// <summary>Forgets a value.</summary>
    ValueTask DeleteAsync(string id, StorageDriverContext context);
}

/// <summary>The variable that a driver is asked about.</summary>
/// <param name="ExecutionContext">The execution that declares it.</param>
/// <param name="Variable">The variable.</param>
/// <param name="CancellationToken">Ends the run.</param>
public record StorageDriverContext(IExecutionContext ExecutionContext, Variable Variable, CancellationToken CancellationToken);

/// <summary>Finds drivers.</summary>
public interface IStorageDriverManager
{
    /// <summary>The driver of a type, if the host has it.</summary>
    IStorageDriver? Get(Type type);

    /// <summary>All drivers.</summary>
    IEnumerable<IStorageDriver> List();
}

/// <summary>Brings variables and their drivers together.</summary>
public interface IVariablePersistenceManager
{
    /// <summary>Reads what is stored into the variables of executions that have not ended.</summary>
    Task LoadVariablesAsync(WorkflowExecutionContext context, IEnumerable<string>? excludeTags = null);

    /// <summary>Stores the variables of executions that have not ended, and those of the workflow.</summary>
    Task SaveVariablesAsync(WorkflowExecutionContext context);

    /// <summary>Forgets what is stored for an execution.</summary>
    Task DeleteVariablesAsync(ActivityExecutionContext context, IEnumerable<string>? includeTags = null);

    /// <summary>Forgets what is stored for an instance.</summary>
    Task DeleteVariablesAsync(WorkflowExecutionContext context, IEnumerable<string>? includeTags = null);
}
