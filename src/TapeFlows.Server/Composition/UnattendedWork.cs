using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Purging;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>Has a station look after itself: what is kept, what is checked, and who is told.</summary>
internal static class UnattendedWork
{
    /// <summary>Adds what the steps of such procedures work with.</summary>
    public static IServiceCollection AddUnattendedSteps(this IServiceCollection services, Station station) => services.AddUnattended(SiteOf(station));

    /// <summary>Has notices leave the inbox as the settings say.</summary>
    /// <exception cref="UsageException">The settings cannot be used.</exception>
    public static IServiceCollection AddNotices(this IServiceCollection services, Station station)
    {
        try
        {
            return services.AddNotices(station.Settings.Notices.ToOptions(station.Folder, Environment.GetEnvironmentVariable));
        }
        catch (OperationException e)
        {
            throw new UsageException($"The settings in {station.Folder.SettingsFile} cannot be used. {e.Message}");
        }
    }

    /// <summary>Has tasks wait for a house that is fit for them and tell of their failures in the inbox, and a cleanup purge their log.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<IReadiness, HouseReadiness>()
        .AddSingleton<ITaskAlerts, InboxAlerts>()
        .AddSingleton<IRecordPurge, RunLogPurge>();

    private static UnattendedSite SiteOf(Station station)
    {
        var (settings, folder) = (station.Settings, station.Folder);
        string?[] secrets = [settings.Notices.Mail?.PasswordFile, settings.Notices.Webhook?.SecretFile];
        return new UnattendedSite
        {
            Policies = settings.Keeping.ToPolicies(),
            ReportsFolder = folder.ReportsFolder,
            Sources = settings.Backup.Sources,
            Folders = [folder.Path, station.LibraryPath],
            SecretFiles = [.. secrets.OfType<string>().Select(folder.In)],
            MinFreeDisk = settings.Health.MinFreeDisk.Bytes,
            MaxLoadPerCore = settings.Health.MaxLoadPerCore,
            NetworkHosts = settings.Health.NetworkHosts,
        };
    }
}
