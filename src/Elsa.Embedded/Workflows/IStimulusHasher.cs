namespace Elsa.Workflows;

/// <summary>Makes the fingerprint by which an event finds a bookmark or a trigger.</summary>
public interface IStimulusHasher
{
    /// <summary>The fingerprint of a kind of event and what exactly is waited for.</summary>
    string Hash(string stimulusName, object? payload = null, string? activityInstanceId = null);
}
