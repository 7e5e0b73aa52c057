namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>What a new instance wants to be the only one of.</summary>
/// <param name="Key">Unique in the database as long as the instance runs.</param>
/// <param name="InstanceId">The new instance.</param>
/// <param name="DefinitionId">A running instance of this definition stands against it; null: of any definition.</param>
/// <param name="IsCorrelated">Only running instances with the same correlation id stand against it.</param>
/// <param name="CorrelationId">That correlation id.</param>
internal sealed record ActivationClaim(string Key, string InstanceId, string? DefinitionId, bool IsCorrelated, string? CorrelationId);

/// <summary>A claim that holds.</summary>
internal sealed class ActivationRecord
{
    public string Key { get; set; } = default!;

    public string InstanceId { get; set; } = default!;

    /// <summary>The node that starts the instance; null once the instance or its dispatch is stored.</summary>
    public string? NodeId { get; set; }
}
