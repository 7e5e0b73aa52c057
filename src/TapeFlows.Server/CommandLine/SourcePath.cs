using System.Text;
using TapeFlows.Backup;

namespace TapeFlows.Server.CommandLine;

/// <summary>A source as it was typed, turned into the text form that loses no byte of a name.</summary>
internal static class SourcePath
{
    /// <summary>Reads a source.</summary>
    /// <param name="typed">A path; or, where no such file is, one with bytes as <c>\xNN</c> as lists show it.</param>
    /// <exception cref="UsageException">There is no such file or directory.</exception>
    public static string Parse(string typed)
    {
        if (typed.Length == 0)
            throw new UsageException("A source is empty. Name a file or directory.");
        var path = Path.GetFullPath(typed);
        // A dangling link is a source too, and exists only as itself.
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            return PathText.ToDisplay(Encoding.UTF8.GetBytes(path));
        return typed.Contains(@"\x", StringComparison.Ordinal)
            ? path
            : throw new UsageException($"There is no file or directory '{typed}' to back up. Nothing was started.");
    }
}
