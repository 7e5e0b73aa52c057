using System.Text;
using TapeFlows.Backup.Posix;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Tests.Sources;

/// <summary>A real directory tree that is gone after the test.</summary>
internal sealed class TempTree : IDisposable
{
    public TempTree() => Root = Directory.CreateTempSubdirectory("tapeflows-").FullName;

    public string Root { get; }

    public EntryPath RootPath => EntryPath.FromText(Root);

    public static bool IsAdministrator => Environment.UserName == "root" || Environment.IsPrivilegedProcess;

    public string this[string path] => Path.Combine(Root, path);

    public string File(string path, string content = "content") => File(path, Encoding.UTF8.GetBytes(content));

    public string File(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        System.IO.File.WriteAllBytes(this[path], content);
        return this[path];
    }

    public string Folder(string path) => Directory.CreateDirectory(this[path]).FullName;

    /// <summary>Runs a shell command in the tree: for what .NET cannot make. Names with any bytes come from printf.</summary>
    public void Shell(string command) => StockTool.RunWell(Root, "/bin/bash", "-e", "-c", command);

    public unsafe void SetAttribute(string path, string name, byte[] value)
    {
        fixed (byte* pathBytes = Encoding.UTF8.GetBytes(this[path] + "\0"), nameBytes = Encoding.UTF8.GetBytes(name + "\0"), valueBytes = value)
            Assert.Equal(0, Xattrs.SetOfPath(pathBytes, nameBytes, valueBytes, (nuint)value.Length, 0));
    }

    public SourceOptions Options => new() { Roots = [PathText.ToDisplay(Encoding.UTF8.GetBytes(Root))] };

    public List<SourceItem> Walk(SourceOptions? options = null)
    {
        using var walk = new SourceWalk(options ?? Options);
        return [.. walk.Enumerate(TestContext.Current.CancellationToken)];
    }

    /// <summary>The walk's entries below the root, as text.</summary>
    public List<string> WalkNames(SourceOptions? options = null) =>
        [.. Walk(options).Where(item => item.IsEntry).Select(item => Below(item.Path)).Where(name => name.Length > 0)];

    public string Below(EntryPath path)
    {
        var text = path.ToString();
        var root = RootPath.ToString();
        return text == root ? "" : text.StartsWith(root + "/", StringComparison.Ordinal) ? text[(root.Length + 1)..] : "/" + text;
    }

    public void Dispose()
    {
        Shell("chmod -R u+rwx . 2>/dev/null || true");
        StockTool.Run("/", "rm", "-rf", Root);
    }
}
