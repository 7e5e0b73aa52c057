namespace Elsa.Workflows.Management;

/// <summary>Knows the materializers.</summary>
public interface IMaterializerRegistry
{
    /// <summary>The one with the name; null if there is none.</summary>
    IWorkflowMaterializer? GetMaterializer(string name);

    /// <summary>All.</summary>
    IEnumerable<IWorkflowMaterializer> GetMaterializers();

    /// <summary>Whether there is one with the name.</summary>
    bool IsMaterializerAvailable(string name);
}
