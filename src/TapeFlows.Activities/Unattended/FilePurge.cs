using TapeFlows.Operations;
using TapeFlows.Operations.Purging;

namespace TapeFlows.Activities.Unattended;

/// <summary>Reports that are old, and what processes left in the folder of manifests that are long gone.</summary>
internal sealed class FilePurge(UnattendedSite unattended, TapeSite site) : IRecordPurge
{
    // No run takes a week; a manifest that nobody has touched for so long belongs to none.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromDays(7);

    public string What => "files";

    public Task<long> PurgeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Delete(unattended.ReportsFolder, unattended.KeepReports, cancellationToken) + Delete(site.SpoolFolder, LeftBehind, cancellationToken));

    private long Delete(string folder, TimeSpan age, CancellationToken cancellationToken)
    {
        var count = 0L;
        if (!Directory.Exists(folder))
            return count;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (site.Clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) <= age)
                continue;
            File.Delete(path);
            count++;
        }

        return count;
    }
}
