using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Health;
using TapeFlows.Operations.Purging;

namespace TapeFlows.Activities.Unattended;

/// <summary>Gives a host what the procedures that look after it work with.</summary>
public static class UnattendedServices
{
    /// <summary>Adds it. The host adds further <see cref="IHealthProbe"/>s and <see cref="IRecordPurge"/>s of its own.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="site">What the host gives.</param>
    public static IServiceCollection AddUnattended(this IServiceCollection services, UnattendedSite site) => services
        .AddSingleton(site)
        .AddSingleton<IRecordPurge, FilePurge>()
        .AddSingleton<IHealthProbe, DatabaseProbe>()
        .AddSingleton<IHealthProbe, FolderProbe>()
        .AddSingleton<IHealthProbe, LoadProbe>()
        .AddSingleton<IHealthProbe, NetworkProbe>()
        .AddSingleton<IHealthProbe, LibraryProbe>()
        .AddSingleton<IHealthProbe, DriveProbe>();
}
