using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Drives.Faults;

namespace TapeFlows.Scenarios.Faults;

/// <summary>
/// Each fault at each drive operation of a backup over three volumes: it ends well or with an error that has a name, nothing that was committed is
/// lost, and the next backup goes on with the same volumes. After a media error the same set goes on on another volume. By default one operation in six, others for each kind;
/// <c>TAPEFLOWS_FAULTS=all</c> walks them all.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const int Stride = 6;
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tapeflows-faults-");
    private long _operations;

    public static TheoryData<FaultKind> Kinds() => [.. Enum.GetValues<FaultKind>()];

    private string Source => Path.Combine(_root.FullName, "source");

    private string EmptyCatalog => Path.Combine(_root.FullName, "empty.db");

    /// <summary>Counts the operations of a run in which nothing fails.</summary>
    public async ValueTask InitializeAsync()
    {
        SourceTree.Make(Source, new Random(1), files: 18, largest: 20_000);
        await using (var catalog = await CatalogDatabase.OpenAsync(new CatalogOptions { Path = EmptyCatalog }, TimeProvider.System))
        {
            await catalog.PrepareAsync();
        }

        await using var sound = await BuildAsync("sound");
        var plan = new FaultPlan();
        var result = await sound.BackUpAsync(plan, BackupType.Full);
        Assert.Equal(3, result.Volumes.Count);
        _operations = plan.Operations;
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_fault_at_any_operation_loses_nothing_committed(FaultKind kind)
    {
        var all = Environment.GetEnvironmentVariable("TAPEFLOWS_FAULTS") == "all";
        var failures = new List<string>();
        for (var operation = all ? 1 : 1 + ((int)kind % Stride); operation <= _operations; operation += all ? 1 : Stride)
        {
            try
            {
                await TryAsync(kind, operation);
            }
            catch (Exception e)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} at operation {operation} of {_operations}: {e.GetType().Name}: {e.Message}"));
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} times:\n{string.Join('\n', failures.Take(10))}");
    }

    private async Task TryAsync(FaultKind kind, int operation)
    {
        await using var house = await BuildAsync($"{kind}-{operation}");
        var plan = new FaultPlan(new DriveFault(operation, kind));
        var result = await AttemptAsync(house, plan);
        var proof = await house.ReadBackAsync();
        AssertNothingLost(kind, proof);
        await SetProof.AssertVisibleFilesReadAsync(house.Catalog, proof);
        if (kind is FaultKind.MediaError or FaultKind.TornWrite or FaultKind.DeferredError)
            Assert.True(result is not null, "A media error ended the set instead of the use of its volume.");
        if (result is not null)
            await SetProof.AssertIsTreeAsync(house.Catalog, result.Set, Source);

        var next = await house.BackUpAsync(new FaultPlan(), BackupType.Full);
        proof = await house.ReadBackAsync();
        AssertNothingLost(kind, proof);
        await SetProof.AssertVisibleFilesReadAsync(house.Catalog, proof);
        await SetProof.AssertIsTreeAsync(house.Catalog, next.Set, Source);
    }

    private Task<FaultyHouse> BuildAsync(string name) => FaultyHouse.BuildAsync(_root.CreateSubdirectory(name), EmptyCatalog, Source);

    /// <returns><see langword="null"/> when the backup ended with a named error and left its set incomplete.</returns>
    private static async Task<BackupResult?> AttemptAsync(FaultyHouse house, FaultPlan plan)
    {
        try
        {
            return await house.BackUpAsync(plan, BackupType.Full);
        }
        catch (TapeException e)
        {
            Assert.Equal(1, plan.Struck);
            Assert.False(string.IsNullOrWhiteSpace(e.Message));
            var set = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
            Assert.Equal(SetState.Incomplete, set.State);
            return null;
        }
    }

    private static void AssertNothingLost(FaultKind kind, TapeProof proof)
    {
        // A bit that is inverted on its way to the medium is nobody's knowledge at the time; what counts is that reading finds it.
        Assert.True(proof.Damaged.Count <= (kind == FaultKind.BitFlip ? 1 : 0), string.Join('\n', proof.Damaged));
    }
}
