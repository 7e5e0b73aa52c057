using System.Diagnostics;
using System.Globalization;
using TapeFlows.Backup;

namespace TapeFlows.Scenarios.Kill;

/// <summary>A backup in a process of its own, to be killed.</summary>
internal sealed class DoomedBackup : IDisposable
{
    private readonly Process _process;

    private DoomedBackup(Process process) => _process = process;

    /// <param name="folder">The installation.</param>
    /// <param name="type">What kind of set.</param>
    /// <param name="step">The step before which it stands still; 0: it goes through.</param>
    /// <param name="setId">The set, gone on with if it was begun before; <see langword="null"/>: a new one.</param>
    public static DoomedBackup Start(string folder, BackupType type, long step = 0, Guid? setId = null) =>
        Start(folder, type, step.ToString(CultureInfo.InvariantCulture), setId);

    /// <param name="folder">The installation.</param>
    /// <param name="type">What kind of set.</param>
    /// <param name="step">The step in words: see <c>Steps</c> of the host.</param>
    /// <param name="setId">The set, gone on with if it was begun before; <see langword="null"/>: a new one.</param>
    public static DoomedBackup Start(string folder, BackupType type, string step, Guid? setId) =>
        Start(setId is { } id ? [folder, type.ToString(), step, id.ToString()] : [folder, type.ToString(), step]);

    /// <summary>A cleanup in its place.</summary>
    /// <param name="folder">The installation.</param>
    /// <param name="step">The step before which it stands still; 0: it goes through.</param>
    public static DoomedBackup StartCleanup(string folder, long step) => Start([folder, "Cleanup", step.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>A copy in its place, to the pool <c>offsite</c>.</summary>
    /// <param name="folder">The installation.</param>
    /// <param name="step">The step before which it stands still; 0: it goes through.</param>
    /// <param name="setId">The set.</param>
    /// <param name="copyId">The copy, gone on with if it was begun before.</param>
    /// <param name="connectionString">The catalog in PostgreSQL; <see langword="null"/>: the one in the folder.</param>
    public static DoomedBackup StartCopy(string folder, string step, Guid setId, Guid copyId, string? connectionString)
    {
        string[] arguments = [folder, "Copying", step, setId.ToString(), copyId.ToString()];
        return Start(connectionString is null ? arguments : [.. arguments, connectionString]);
    }

    private static DoomedBackup Start(string[] arguments)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "TapeFlows.Scenarios.Host");
        return new DoomedBackup(Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!);
    }

    /// <summary>Its next line; <see langword="null"/> when it has ended.</summary>
    public Task<string?> ReadLineAsync() => _process.SayAsync("the next line of the backup");

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>How many steps it took, or why it failed.</returns>
    public async Task<(long Steps, string? Failure)> EndAsync()
    {
        var said = (await _process.StandardOutput.ReadToEndAsync().Within("the last line of the backup")).Trim();
        await _process.EndAsync("the backup");
        var last = said[(said.LastIndexOf('\n') + 1)..];
        return last.StartsWith("completes after ", StringComparison.Ordinal)
            ? (long.Parse(last["completes after ".Length..], CultureInfo.InvariantCulture), null)
            : (0, last.Length == 0 ? $"exit code {_process.ExitCode}" : last);
    }

    /// <summary>Kills it (SIGKILL), if it still lives.</summary>
    public Task KillAsync() => _process.KillAndWaitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
