using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Activities.Health;

/// <summary>What the drives tell of themselves: TapeAlert flags and whether they ask to be cleaned. One that somebody works with is asked another time: a drive is never asked in the middle of an operation.</summary>
internal sealed class DriveProbe(TapeSite site) : IHealthProbe
{
    private const TapeAlerts Cleaning = TapeAlerts.CleanNow | TapeAlerts.CleanPeriodic;

    public string Name => "drives";

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<HealthFinding>>(() => [.. site.Library.DriveNames.SelectMany(LookAt)], cancellationToken);

    private IEnumerable<HealthFinding> LookAt(string name)
    {
        DriveCondition condition;
        try
        {
            using var drive = site.Library.OpenDrive(name);
            if (drive is not IDriveHealth health)
                return [];
            var result = health.ReadCondition(out condition);
            if (!result.IsDone)
                return [new HealthFinding(name, NoticeSeverity.Warning, $"Drive {name} does not tell how it is: {result.Status} {result.Detail}. See whether it is switched on and connected.")];
        }
        catch (DriveBusyException)
        {
            return [];
        }

        return Findings(name, condition);
    }

    private static IEnumerable<HealthFinding> Findings(string name, DriveCondition condition)
    {
        if (condition.NeedsCleaning || (condition.Alerts & Cleaning) != TapeAlerts.None)
            yield return new HealthFinding(name, NoticeSeverity.Warning, $"Drive {name} asks to be cleaned. Run the procedure clean-drive.");
        foreach (var alert in Enum.GetValues<TapeAlerts>().Where(alert => alert != TapeAlerts.None && (alert & Cleaning) == TapeAlerts.None && condition.Alerts.HasFlag(alert)))
            yield return new HealthFinding($"{name} {alert}", SeverityOf(alert), $"Drive {name} raised the TapeAlert {alert}: {Meaning(alert)}");
    }

    private static NoticeSeverity SeverityOf(TapeAlerts alert) =>
        alert is TapeAlerts.HardError or TapeAlerts.HardwareA or TapeAlerts.HardwareB or TapeAlerts.Interface ? NoticeSeverity.Error : NoticeSeverity.Warning;

    private static string Meaning(TapeAlerts alert) => alert switch
    {
        TapeAlerts.HardError => "an error that it could not correct. Verify the volume that was in it.",
        TapeAlerts.Media => "a medium is worn or damaged. Verify the volume that was in it, and copy what is on it.",
        TapeAlerts.WriteProtect => "somebody wanted to write on a protected volume.",
        TapeAlerts.ExpiredCleaningMedia => "the cleaning cartridge is used up. Put a new one in.",
        TapeAlerts.InvalidCleaningMedia => "what was put in to clean cannot clean it.",
        TapeAlerts.Interface => "its connection to the host fails. Check the cable.",
        _ => "it has a fault. Switch it off and on, and have it looked at if that does not help.",
    };
}
