using Elsa.Extensions;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Validation;
using TapeFlows.Backup;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Runs;

/// <summary>Gives a host what its tape activities work with.</summary>
public static class TapeRunsServices
{
    /// <summary>Adds it; the operations (<see cref="OperationsExtensions.AddTapeFlowsOperations"/>) come besides.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="site">What the host gives.</param>
    public static IServiceCollection AddTapeRuns(this IServiceCollection services, Func<IServiceProvider, TapeSite> site)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(site)
            .AddSingleton<IVolumeCatalog>(provider => provider.GetRequiredService<TapeSite>().Catalog)
            .AddSingleton<TapeRuns>()
            .AddSingleton<IOperationObserver>(provider => provider.GetRequiredService<TapeRuns>())
            .AddOptionProviders()
            .AddNotificationHandler<ProcedureRules>()
            .AddNotificationHandler<CloseFinishedRuns, WorkflowExecuted>()
            .AddNotificationHandler<CloseFinishedRuns, WorkflowCancelled>();
    }
}
