using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Tests.Drives;

public sealed class MemoryDriveTests : DriveConformance
{
    private MemoryCartridge? _cartridge;

    [Fact]
    public void A_flipped_bit_is_delivered_as_it_is()
    {
        using var drive = Loaded();
        drive.Write([0, 0]);
        _cartridge!.FlipBit(0, 9);
        drive.Rewind();
        var buffer = new byte[2];
        drive.Read(buffer);
        Assert.Equal([0, 2], buffer);
    }

    protected override ITapeDrive NewDrive(long capacity = 0, bool worm = false)
    {
        _cartridge = new MemoryCartridge("TF0001L8", capacity) { IsWorm = worm };
        return new MemoryDrive(_cartridge, MaxBlockSize);
    }

    protected override void SetWriteProtect(bool isWriteProtected) => _cartridge!.IsWriteProtected = isWriteProtected;
}
