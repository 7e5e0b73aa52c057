namespace Elsa.Common.Entities;

/// <summary>A thing with an identity of its own.</summary>
public abstract class Entity
{
    /// <summary>The identity, unique among entities of one kind.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The tenant that owns the entity; empty where there is only one.</summary>
    public string? TenantId { get; set; }
}
