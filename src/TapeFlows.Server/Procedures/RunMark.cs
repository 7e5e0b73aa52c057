using System.Globalization;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Procedures;

/// <summary>
/// The sign that a run is at work: a file with the id of its workflow instance, locked as long as the process lives. A file that nobody has locked belongs to a
/// run whose process was killed. Works the same whatever engine and database there are, and only this host judges its own processes.
/// </summary>
internal sealed class RunMark : IDisposable
{
    private const string Ending = ".run";
    private readonly FileStream _file;
    private readonly string _path;

    private RunMark(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Makes the sign of a run that is about to begin.</summary>
    public static RunMark Put(DataFolder folder, string instanceId)
    {
        Directory.CreateDirectory(folder.RunsFolder);
        var path = Path.Combine(folder.RunsFolder, instanceId + Ending);
        // It gets its name when it is locked already, so that nobody takes it for one that was left behind.
        var draft = path + ".new";
        var file = new FileStream(draft, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        File.Move(draft, path);
        return new RunMark(file, path);
    }

    /// <summary>Takes the signs that were left behind by processes that are gone.</summary>
    public static IEnumerable<(string InstanceId, RunMark Mark)> TakeLeftBehind(DataFolder folder)
    {
        if (!Directory.Exists(folder.RunsFolder))
            yield break;
        foreach (var path in Directory.GetFiles(folder.RunsFolder, "*" + Ending))
        {
            if (TryTake(path) is { } file)
                yield return (Path.GetFileNameWithoutExtension(path), new RunMark(file, path));
        }
    }

    /// <summary>When the run began.</summary>
    public string Since => File.GetCreationTime(_path).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The run is over: the sign goes.</summary>
    public void Remove() => File.Delete(_path);

    /// <summary>Lets go of the file; the sign stays unless it was removed.</summary>
    public void Dispose() => _file.Dispose();

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // At work, or just over.
            return null;
        }
    }
}
