using Elsa.Common.Models;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;

/// <summary>Provides the workflows that may be used as activities: all their versions but drafts, because definitions that use an old one still load.</summary>
internal sealed class WorkflowDefinitionActivityProvider(IWorkflowDefinitionStore store, WorkflowDefinitionActivityDescriptorFactory factory) : IActivityProvider
{
    public async ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default)
    {
        var definitions = await store.FindManyAsync(new WorkflowDefinitionFilter { UsableAsActivity = true, VersionOptions = VersionOptions.All }, cancellationToken);
        return definitions
            .Where(x => x.IsPublished || !x.IsLatest)
            .Select(x => factory.CreateDescriptor(x))
            // Two definitions may have the same name; the one in use has it.
            .GroupBy(x => (x.TypeName, x.Version))
            .Select(x => x.OrderByDescending(descriptor => descriptor.IsBrowsable).First())
            .ToList();
    }
}
