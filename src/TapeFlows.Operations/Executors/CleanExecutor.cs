using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Executors;

/// <summary>What a cleaning wants; the drive is that of the operation, or any that is free.</summary>
/// <param name="Barcode">The cleaning cartridge; <see langword="null"/>: the first one of the library.</param>
public sealed record CleanRequest(string? Barcode = null);

/// <summary>What a cleaning did.</summary>
/// <param name="Drive">The drive.</param>
/// <param name="Barcode">The cleaning cartridge; it is back in its slot.</param>
/// <param name="Alerts">What the drive had to tell, in words; it forgets it by being asked.</param>
public sealed record CleanResult(string Drive, string Barcode, IReadOnlyList<string> Alerts);

/// <summary>Runs a cleaning cartridge through a drive. An attempt that follows another cleans again.</summary>
internal sealed class CleanExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Clean;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var (drive, barcode, condition) = await context.Session.CleanAsync(context.Request<CleanRequest>().Barcode, cancellationToken);
        string[] alerts = condition.Alerts == TapeAlerts.None ? [] : condition.Alerts.ToString().Split(", ");
        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new CleanResult(drive, barcode, alerts)));
    }
}
