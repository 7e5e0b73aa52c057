using Elsa.Workflows.IncidentStrategies;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Services;

/// <summary>The workflow's own strategy comes first, then the host's, then the fault strategy.</summary>
internal sealed class IncidentStrategyResolver(IOptions<IncidentOptions> options, IServiceProvider serviceProvider) : IIncidentStrategyResolver
{
    public ValueTask<IIncidentStrategy> ResolveStrategyAsync(ActivityExecutionContext context, CancellationToken cancellationToken = default)
    {
        var type = context.WorkflowExecutionContext.Workflow.Options.IncidentStrategyType ?? options.Value.DefaultIncidentStrategy ?? typeof(FaultStrategy);
        return new((IIncidentStrategy)ActivatorUtilities.GetServiceOrCreateInstance(serviceProvider, type));
    }
}
