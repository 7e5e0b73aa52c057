namespace Elsa.Workflows.Management.Services;

/// <summary>The materializers of the host.</summary>
internal sealed class MaterializerRegistry(IEnumerable<IWorkflowMaterializer> materializers) : IMaterializerRegistry
{
    public IWorkflowMaterializer? GetMaterializer(string name) => materializers.LastOrDefault(x => string.Equals(x.Name, name, StringComparison.Ordinal));

    public IEnumerable<IWorkflowMaterializer> GetMaterializers() => materializers;

    public bool IsMaterializerAvailable(string name) => GetMaterializer(name) is not null;
}
