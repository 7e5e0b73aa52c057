using Elsa.Common.Entities;

namespace Elsa.KeyValues.Entities;

/// <summary>A value under a name.</summary>
public class SerializedKeyValuePair : Entity
{
    /// <summary>The name; it is the identity too.</summary>
    public string Key
    {
        get => Id;
        set => Id = value;
    }

    /// <summary>The value as text.</summary>
    public string SerializedValue { get; set; } = default!;
}
