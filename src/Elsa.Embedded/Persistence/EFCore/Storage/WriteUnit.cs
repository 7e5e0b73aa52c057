namespace Elsa.Persistence.EFCore.Storage;

/// <summary>Writes that take place together or not at all. While one is open, what stores write joins it and takes place at its end.</summary>
internal sealed class WriteUnit
{
    private static readonly AsyncLocal<WriteUnit?> Ambient = new();
    private readonly List<Write> _writes = [];

    /// <summary>The unit that the calling code is in; null if every write stands alone.</summary>
    public static WriteUnit? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public IReadOnlyList<Write> Writes => _writes;

    public void Add(Write write) => _writes.Add(write);
}
