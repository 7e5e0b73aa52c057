using Elsa.Workflows.Management;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Http.Services;

/// <summary>Asks the index of triggers.</summary>
public class HttpWorkflowLookupService : IHttpWorkflowLookupService
{
    private readonly ITriggerStore _triggers;
    private readonly IWorkflowDefinitionService _definitions;

    /// <summary>Creates the service.</summary>
    public HttpWorkflowLookupService(ITriggerStore triggerStore, IWorkflowDefinitionService workflowDefinitionService)
    {
        _triggers = triggerStore;
        _definitions = workflowDefinitionService;
    }

    /// <inheritdoc />
    public async Task<HttpWorkflowLookupResult?> FindWorkflowAsync(string bookmarkHash, CancellationToken cancellationToken = default)
    {
        var triggers = (await _triggers.FindManyAsync(new TriggerFilter { Hash = bookmarkHash }, cancellationToken)).ToList();
        if (triggers.Count == 0)
            return null;
        var graph = triggers.Count == 1 ? await _definitions.FindWorkflowGraphAsync(triggers[0].WorkflowDefinitionVersionId, cancellationToken) : null;
        return new HttpWorkflowLookupResult(graph, triggers);
    }
}
