namespace Elsa.Workflows.Runtime.Options;

/// <summary>How the runtime behaves.</summary>
public class RuntimeOptions
{
    /// <summary>Workflows written in code, by name.</summary>
    public IDictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>> Workflows { get; set; } = new Dictionary<string, Func<IServiceProvider, ValueTask<IWorkflow>>>();

    /// <summary>For how long a node may be silent before the others take over its instances; at least one second, ten by default.</summary>
    public TimeSpan InactivityThreshold { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many instances of a lost node are taken over at a time.</summary>
    public int RestartInterruptedWorkflowsBatchSize { get; set; } = 100;
}
