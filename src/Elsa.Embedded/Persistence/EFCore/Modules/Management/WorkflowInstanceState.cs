namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>The state of an instance.</summary>
internal sealed class WorkflowInstanceState
{
    /// <summary>The form in which this program writes states.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The instance.</summary>
    public required string InstanceId { get; set; }

    /// <summary>The form of the data.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The state as JSON.</summary>
    public required string Data { get; set; }
}
