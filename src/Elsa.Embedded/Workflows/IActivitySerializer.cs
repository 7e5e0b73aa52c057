namespace Elsa.Workflows;

/// <summary>Reads and writes activities, and models that hold them, as JSON.</summary>
public interface IActivitySerializer
{
    /// <summary>Writes an activity.</summary>
    string Serialize(IActivity activity);

    /// <summary>Writes a model.</summary>
    string Serialize(object value);

    /// <summary>Reads an activity; an unknown type becomes a NotFoundActivity.</summary>
    IActivity Deserialize(string serializedActivity);

    /// <summary>Reads a model.</summary>
    object Deserialize(string serializedValue, Type type);

    /// <summary>Reads a model.</summary>
    T? Deserialize<T>(string serializedValue);
}
