namespace TapeFlows.Backup.Tests.Archive;

/// <summary>A directory for one test, removed with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Path = Directory.CreateTempSubdirectory("tapeflows-test-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    // The runtime cannot delete names that are not UTF-8.
    public void Dispose() => StockTool.Run("/", "rm", "-rf", Path);
}
