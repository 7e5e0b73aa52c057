using Elsa.Workflows.Runtime.Features;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps what the runtime stores in a database.</summary>
public static class Extensions
{
    /// <summary>Keeps what the runtime stores in a database.</summary>
    public static WorkflowRuntimeFeature UseEntityFrameworkCore(this WorkflowRuntimeFeature feature, Action<EFCoreWorkflowRuntimePersistenceFeature>? configure = null)
    {
        feature.Module.Configure(configure);
        return feature;
    }
}
