namespace Elsa.Common.Entities;

/// <summary>One version of a thing that has many.</summary>
public abstract class VersionedEntity : Entity
{
    /// <summary>When the version was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version { get; set; }

    /// <summary>Whether there is no later version.</summary>
    public bool IsLatest { get; set; }

    /// <summary>Whether the version is in use.</summary>
    public bool IsPublished { get; set; }
}
