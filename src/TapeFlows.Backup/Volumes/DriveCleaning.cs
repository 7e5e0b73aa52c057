using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Volumes;

/// <summary>Runs cleaning cartridges through drives.</summary>
internal sealed class DriveCleaning(ITapeLibrary library, HeldDrives drives, TimeProvider clock)
{
    /// <inheritdoc cref="LibrarySession.CleanAsync"/>
    public async Task<(string Drive, string Barcode, DriveCondition Condition)> CleanAsync(string? barcode, CancellationToken cancellationToken)
    {
        var place = CleaningPlace(barcode);
        var held = await drives.TakeAsync(place, cancellationToken);
        TapeResult result;
        DriveCondition condition = default;
        try
        {
            while ((result = await TapeThread.RunAsync(() => held.Drive.Load(cancellationToken))).Status == TapeStatus.BecomingReady)
                await Task.Delay(LibrarySession.ReadyPoll, clock, cancellationToken);
            var asked = held.Drive is IDriveHealth health ? health.ReadCondition(out condition) : TapeResult.Done;
            if (!asked.IsDone)
                throw TapeException.From(asked, "ask for the state after cleaning", place.Barcode!, held.Drive.Name);
        }
        finally
        {
            await TapeThread.RunAsync(() => drives.PutBack(held, CancellationToken.None));
        }

        RequireClean(result, condition, place.Barcode!, held.Drive.Name);
        return (held.Drive.Name, place.Barcode!, condition);
    }

    private LibraryElement CleaningPlace(string? barcode)
    {
        if (barcode is not null && !CleaningCartridge.Is(barcode))
            throw new TapeException($"{barcode} is not the barcode of a cleaning cartridge (CLNxxxLx). Nothing was moved.");
        return library.Inventory().FirstOrDefault(element => element.Barcode is { } there && (barcode is null ? CleaningCartridge.Is(there) : there == barcode))
            ?? throw new NoVolumeException($"{(barcode is null ? "No cleaning cartridge (CLNxxxLx)" : $"Cleaning cartridge {barcode}")} is in library {library.Name}. Put one into an import slot (or a storage slot) and try again.") { Barcode = barcode };
    }

    // The drive lets go of a cleaning cartridge when it is done with it, so a medium that became ready is none.
    private static void RequireClean(TapeResult result, DriveCondition condition, string barcode, string drive)
    {
        if (result.IsDone || (condition.Alerts & TapeAlerts.InvalidCleaningMedia) != TapeAlerts.None)
            throw new TapeException($"{barcode} cannot clean {drive}: the drive does not take it for a cleaning cartridge. It is back in its slot; look at its label.");
        if (result.Status != TapeStatus.NoMedium)
            throw TapeException.From(result, "clean", barcode, drive);
        if ((condition.Alerts & TapeAlerts.ExpiredCleaningMedia) != TapeAlerts.None)
            throw new TapeException($"Cleaning cartridge {barcode} is used up, and {drive} was not cleaned. Take it out, put a new one in and clean again.");
        if (condition.NeedsCleaning)
            throw new TapeException($"{drive} asks to be cleaned still, after {barcode} was used. Try another cleaning cartridge; if that does not help, have the drive looked at.");
    }
}
