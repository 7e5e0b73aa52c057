using Elsa.Extensions;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Hints;
using TapeFlows.Backup;

namespace TapeFlows.Activities.Runs;

/// <summary>Gives a host what its tape activities work with.</summary>
public static class TapeRunsServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="site">What the host gives.</param>
    public static IServiceCollection AddTapeRuns(this IServiceCollection services, Func<IServiceProvider, TapeSite> site) => services
        .AddSingleton(site)
        .AddSingleton<IVolumeCatalog>(provider => provider.GetRequiredService<TapeSite>().Catalog)
        .AddSingleton<TapeRuns>()
        .AddOptionProviders()
        .AddNotificationHandler<CloseFinishedRuns, WorkflowExecuted>()
        .AddNotificationHandler<CloseFinishedRuns, WorkflowCancelled>();
}
