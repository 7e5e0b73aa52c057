using TapeFlows.Backup;
using TapeFlows.Scenarios.Proof;

namespace TapeFlows.Scenarios.Spanning;

/// <summary>
/// A set that goes on on a volume that others have written on before finds little room there: for nothing, for what its next section begins with and no block more, or for a few blocks.
/// Whatever it is, what is written is what its checksum says.
/// </summary>
public sealed class LittleRoomTests
{
    private const int BlockSize = 4096;
    private const int Capacity = 80 * BlockSize;

    [Fact]
    public async Task A_section_that_finds_room_for_its_beginning_only_goes_on_on_the_next_volume()
    {
        var (passedOver, used) = (0, 0);
        // Until what is written first does not fit on the first volume any more.
        for (var filled = 40; ; filled++)
        {
            await using var house = await House.BuildAsync(Capacity, BlockSize);
            var first = await WriteAsync(house, filled);
            if ((await VolumesAsync(house, first)).Count > 1)
                break;
            // The volume written last goes first: the set begins on the second one, and finds the room that is left on the first.
            await ChangeAsync(house, "TF0001L8", VolumeState.Full);
            await WriteAsync(house, blocks: 20);
            await ChangeAsync(house, "TF0001L8", VolumeState.Appendable);

            var volumes = await VolumesAsync(house, await WriteAsync(house, blocks: 110));

            (await TapeProof.ReadAsync(house.Library, house.Catalog)).AssertSound();
            Assert.Equal("TF0002L8", volumes[0]);
            if (volumes.Contains("TF0001L8"))
                used++;
            else
                passedOver++;
        }

        Assert.True(used > 1 && passedOver > 1, $"{used} sets used the room, {passedOver} passed it over.");
    }

    private static async Task<List<string>> VolumesAsync(House house, Guid set) =>
        [.. (await house.Catalog.ListSegmentsAsync(set)).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)];

    private static async Task<Guid> WriteAsync(House house, int blocks)
    {
        await File.WriteAllBytesAsync(Path.Combine(house.Source, "content"), new byte[blocks * BlockSize]);
        var result = await house.BackUpAsync(request => request with { BlockSize = BlockSize, Compression = "none", BufferBytes = 64 * BlockSize });
        Assert.Equal(SetState.Complete, result.Set.State);
        return result.Set.Id;
    }

    private static async Task ChangeAsync(House house, string barcode, VolumeState state) =>
        await house.Catalog.SaveVolumeAsync((await house.Catalog.FindVolumeAsync(barcode))! with { State = state });
}
