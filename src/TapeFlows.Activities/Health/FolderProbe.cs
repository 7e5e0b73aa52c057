using System.Globalization;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Health;

/// <summary>Whether the data folders are there, can be written to, and have room; and whether files with secrets are closed to others.</summary>
internal sealed class FolderProbe(UnattendedSite site) : IHealthProbe
{
    public string Name => "folders";

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthFinding>>([.. site.Folders.SelectMany(LookAt), .. site.SecretFiles.SelectMany(LookAtSecret)]);

    private IEnumerable<HealthFinding> LookAt(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield return new HealthFinding(folder, NoticeSeverity.Error, $"The folder {folder} is not there. Mount its file system, or correct the settings.");
            yield break;
        }

        if (WhyNotWritable(folder) is { } reason)
            yield return new HealthFinding(folder, NoticeSeverity.Error, $"The folder {folder} cannot be written to: {reason} Give this user the right, or find out why its file system is read-only.");
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < site.MinFreeDisk)
        {
            yield return new HealthFinding(
                folder + " space", NoticeSeverity.Error,
                string.Create(CultureInfo.InvariantCulture, $"The disk of {folder} has {free / 1_000_000} MB free, and {site.MinFreeDisk / 1_000_000} MB are needed. Make room: catalog and manifests cannot be written without."));
        }
    }

    private static IEnumerable<HealthFinding> LookAtSecret(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            yield return new HealthFinding(path, NoticeSeverity.Warning, $"Others than its owner can read {path}, which holds a secret. Close it: chmod 600 {path}");
    }

    private static string? WhyNotWritable(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".health-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
