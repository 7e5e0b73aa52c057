namespace TapeFlows.Tape.Tests;

/// <summary>A directory of a test's own, removed with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory(string? root = null) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(root ?? System.IO.Path.GetTempPath(), "tapeflows-test-" + Guid.NewGuid().ToString("N"))).FullName;

    public string Path { get; }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
