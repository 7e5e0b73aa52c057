using TapeFlows.Tape.Drives;

namespace TapeFlows.Scenarios.Host;

/// <summary>A drive each of whose operations is a step.</summary>
internal sealed class SteppingDrive(ITapeDrive inner, Steps steps) : ITapeDrive
{
    public string Name => inner.Name;

    public int MaxBlockSize => inner.MaxBlockSize;

    public MediumInformation? Medium => inner.Medium;

    private ITapeDrive Next
    {
        get
        {
            steps.Pass();
            return inner;
        }
    }

    public TapeResult Load(CancellationToken cancellationToken = default) => Next.Load(cancellationToken);

    public TapeResult Unload(CancellationToken cancellationToken = default) => Next.Unload(cancellationToken);

    public TapeResult Rewind(CancellationToken cancellationToken = default) => Next.Rewind(cancellationToken);

    public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default) => Next.Locate(blockAddress, cancellationToken);

    public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default) => Next.SpaceToEndOfData(cancellationToken);

    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default) => Next.SpaceFilemarks(count, cancellationToken);

    public TapeResult Read(Span<byte> buffer) => Next.Read(buffer);

    public TapeResult Write(ReadOnlySpan<byte> block) => Next.Write(block);

    public TapeResult WriteFilemarks(int count, FilemarkMode mode) => Next.WriteFilemarks(count, mode);

    public TapeResult ReadPosition(out long blockAddress) => Next.ReadPosition(out blockAddress);

    public TapeResult Status() => Next.Status();

    public void Dispose() => inner.Dispose();
}
