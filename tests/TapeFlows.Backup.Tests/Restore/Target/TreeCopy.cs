using System.Text;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Tests.Sources;

namespace TapeFlows.Backup.Tests.Restore.Target;

/// <summary>Walks one tree and makes it again below another directory, as a restore does, with nothing on tape in between.</summary>
internal static class TreeCopy
{
    public static List<string> Run(TempTree from, RestoreTargetOptions options)
    {
        var problems = new List<string>();
        using var walk = new SourceWalk(from.Options);
        using var target = new RestoreTarget(options, (path, problem) => problems.Add($"{path}: {problem}"));
        foreach (var item in walk.Enumerate())
        {
            if (item.IsEntry && Restore(item, target).Problem is { } problem)
                problems.Add($"{item.Path}: {problem}");
        }

        return problems;
    }

    public static RestoreOutcome Restore(in SourceItem item, RestoreTarget target)
    {
        if (item.Entry!.Kind != EntryKind.File)
            return target.Make(SourceContent.ReadAttributes(item, out _));
        Assert.True(SourceContent.TryOpen(item, out var source, out _));
        using (source)
        {
            using var file = target.BeginFile(source.Entry, out var outcome);
            if (file is null)
                return outcome;
            foreach (var extent in source.Extents ?? [new DataExtent(0, source.Entry.Size)])
            {
                var data = new byte[extent.Length];
                Assert.Equal(data.Length, source.ReadAt(extent.Offset, data));
                file.Write(extent.Offset, data);
            }

            return file.Commit();
        }
    }

    /// <summary>Everything a restore has to bring back, one line per entry, in path order.</summary>
    public static List<string> Describe(string root)
    {
        var top = EntryPath.FromText(root).ToString();
        using var walk = new SourceWalk(new SourceOptions { Roots = [root] });
        return [.. walk.Enumerate().Select(item => Line(item, top))];
    }

    private static string Line(SourceItem item, string top)
    {
        var entry = SourceContent.ReadAttributes(item, out _);
        var target = entry.Kind == EntryKind.HardLink
            ? EntryPath.FromBytes(entry.LinkTarget).ToString()[top.Length..]
            : PathText.ToDisplay(entry.LinkTarget ?? []);
        var content = "";
        if (entry.Kind == EntryKind.File && SourceContent.TryOpen(item, out var file, out _))
        {
            using (file)
            {
                var data = new byte[file.Entry.Size];
                file.ReadAt(0, data);
                content = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(data)) + (file.Extents is null ? "" : " with holes");
            }
        }

        var attributes = string.Join(',', entry.Attributes.Select(x => x.Name + "=" + Convert.ToHexString(x.Value)));
        return $"{entry.Path.ToString()[top.Length..]} {entry.Kind} {Convert.ToString(entry.Mode, 8)} {entry.UserId}:{entry.GroupId} "
            + $"{entry.Size} {entry.ModifiedAt.Seconds}.{entry.ModifiedAt.Nanoseconds} {entry.DeviceMajor},{entry.DeviceMinor} {target} {content} {attributes}";
    }
}
