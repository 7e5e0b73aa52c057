using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

/// <summary>Any sequence of operations gives the same results on a memory drive and on a virtual drive.</summary>
public sealed class DriveEquivalenceTests
{
    private const int MaxBlockSize = 4096;

    [Fact]
    public void Memory_and_virtual_drive_answer_alike() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Gen.ArrayOf(Operations(), 120).ToArbitrary(), Gen.Elements(0L, 90_000L, 200_000L).ToArbitrary(), Run));

    private static Gen<Func<EmulatedDrive, object>> Operations() => Gen.Frequency(
        (10, Gen.Choose(1, MaxBlockSize + 1).Select(length => Op(drive => drive.Write(Bytes(length)).Status))),
        (3, Gen.Choose(0, 3).Select(count => Op(drive => drive.WriteFilemarks(count, (FilemarkMode)(count % 2)).Status))),
        (10, Gen.Choose(1, MaxBlockSize).Select(length => Op(drive => Read(drive, length)))),
        (4, Gen.Choose(-1, 80).Select(address => Op(drive => drive.Locate(address).Status))),
        (3, Gen.Choose(-5, 5).Select(count => Op(drive => (drive.SpaceFilemarks(count) with { Detail = null }).ToString()))),
        (1, Gen.Constant(Op(drive => drive.Rewind().Status))),
        (2, Gen.Constant(Op(drive => drive.SpaceToEndOfData().Status))),
        (1, Gen.Constant(Op(drive => (drive.Unload().Status, drive.Load().Status)))),
        (1, Gen.Constant(Op(drive => LosePower(drive)))));

    private static void Run(Func<EmulatedDrive, object>[] operations, long capacity)
    {
        using var directory = new TemporaryDirectory("/dev/shm");
        var path = directory.Sub("TF0001L8");
        VirtualCartridge.Create(path, "TF0001L8", capacity);
        using var virtualDrive = VirtualDrive.OpenStandAlone(path, MaxBlockSize);
        using var memoryDrive = new MemoryDrive(new MemoryCartridge("TF0001L8", capacity), MaxBlockSize);
        virtualDrive.Load();
        memoryDrive.Load();
        foreach (var operation in operations)
        {
            Assert.Equal(operation(memoryDrive), operation(virtualDrive));
            memoryDrive.ReadPosition(out var expected);
            virtualDrive.ReadPosition(out var position);
            Assert.Equal(expected, position);
        }
    }

    private static Func<EmulatedDrive, object> Op(Func<EmulatedDrive, object> operation) => operation;

    private static string Read(EmulatedDrive drive, int length)
    {
        var buffer = new byte[length];
        var result = drive.Read(buffer);
        return $"{result.Status} {result.Count} {Convert.ToHexString(buffer)}";
    }

    private static object LosePower(EmulatedDrive drive)
    {
        drive.LosePower();
        return (drive.Status().Status, drive.Load().Status);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
