namespace TapeFlows.Benchmarks;

/// <summary>The folder that all data of this run is in; gone at the end.</summary>
internal sealed class WorkingPlace : IDisposable
{
    private int _installations;

    public WorkingPlace(string folder) =>
        Folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), $"tapeflows-bench-{Environment.ProcessId}")).FullName;

    public string Folder { get; }

    public string Large => Path.Combine(Folder, "large");

    public string Small => Path.Combine(Folder, "small");

    public string In(string name) => Path.Combine(Folder, name);

    public string NewInstallation() => In($"installation{++_installations}");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
