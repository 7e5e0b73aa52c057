namespace TapeFlows.Scenarios.Restoring;

/// <summary>A bit of a cartridge's recording that is not what it was, until this is disposed of.</summary>
internal sealed class FlippedBit : IDisposable
{
    private readonly string _path;
    private readonly byte[] _sound;
    private readonly string _text;

    private FlippedBit(string path, byte[] sound, int place, int bit)
    {
        (_path, _sound, _text) = (path, sound, $"the flip of bit {bit} at byte {place} of {path}");
        var damaged = sound.ToArray();
        damaged[place] ^= (byte)(1 << bit);
        File.WriteAllBytes(path, damaged);
    }

    /// <summary>Flips one bit anywhere in what is recorded: data, labels, and the marks that the virtual medium is made of.</summary>
    public static FlippedBit In(string path, Random random)
    {
        var sound = File.ReadAllBytes(path);
        // The file is longer than what is recorded in it.
        return new FlippedBit(path, sound, random.Next(sound.AsSpan().LastIndexOfAnyExcept((byte)0) + 1), random.Next(8));
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    // All of it: a drive cuts what looks to it like a torn tail.
    public void Dispose() => File.WriteAllBytes(_path, _sound);
}
