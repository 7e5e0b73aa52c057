using Elsa.Workflows.Management.Features;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps what the management features store in a database.</summary>
public static class WorkflowManagementFeatureExtensions
{
    /// <summary>Keeps definitions and instances in a database.</summary>
    public static WorkflowManagementFeature UseEntityFrameworkCore(this WorkflowManagementFeature feature, Action<WorkflowManagementPersistenceFeature>? configure = null)
    {
        feature.Module.Configure(configure);
        return feature;
    }

    /// <summary>Keeps definitions in a database.</summary>
    public static WorkflowDefinitionsFeature UseEntityFrameworkCore(this WorkflowDefinitionsFeature feature, Action<EFCoreWorkflowDefinitionPersistenceFeature>? configure = null)
    {
        feature.Module.Configure(configure);
        return feature;
    }

    /// <summary>Keeps instances in a database.</summary>
    public static WorkflowInstancesFeature UseEntityFrameworkCore(this WorkflowInstancesFeature feature, Action<EFCoreWorkflowInstancePersistenceFeature>? configure = null)
    {
        feature.Module.Configure(configure);
        return feature;
    }
}
