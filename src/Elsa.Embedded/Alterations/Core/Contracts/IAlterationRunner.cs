using Elsa.Alterations.Core.Results;

namespace Elsa.Alterations.Core.Contracts;

/// <summary>Changes instances.</summary>
public interface IAlterationRunner
{
    /// <summary>Changes instances, each for itself.</summary>
    Task<ICollection<RunAlterationsResult>> RunAsync(IEnumerable<string> workflowInstanceIds, IEnumerable<IAlteration> alterations, CancellationToken cancellationToken = default);

    /// <summary>Makes all changes of an instance, or none.</summary>
    Task<RunAlterationsResult> RunAsync(string workflowInstanceId, IEnumerable<IAlteration> alterations, CancellationToken cancellationToken = default);
}

/// <summary>Has changed instances go on.</summary>
public interface IAlteredWorkflowDispatcher
{
    /// <summary>Dispatches the instances that have something to do.</summary>
    Task DispatchAsync(IEnumerable<RunAlterationsResult> results, CancellationToken cancellationToken = default);

    /// <summary>Dispatches the instance if it has something to do.</summary>
    Task DispatchAsync(RunAlterationsResult result, CancellationToken cancellationToken = default);
}

/// <summary>Writes changes as JSON and reads them again.</summary>
public interface IAlterationSerializer
{
    /// <summary>Writes a change.</summary>
    string Serialize(IAlteration alteration);

    /// <summary>Writes changes.</summary>
    string SerializeMany(IEnumerable<IAlteration> alterations);

    /// <summary>Reads a change; throws a <see cref="System.Text.Json.JsonException"/> if its type is unknown.</summary>
    IAlteration Deserialize(string json);

    /// <summary>Reads changes; throws a <see cref="System.Text.Json.JsonException"/> if the type of one is unknown.</summary>
    IEnumerable<IAlteration> DeserializeMany(string json);
}
