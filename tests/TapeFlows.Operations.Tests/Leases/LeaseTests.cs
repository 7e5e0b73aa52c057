using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Leases;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Tests.Leases;

public sealed class LeaseTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Of_many_that_want_a_lease_one_gets_it_and_each_next_one_has_a_higher_fence(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        var keepers = Enumerable.Range(0, 4).Select(_ => house.Keeper(TimeSpan.FromSeconds(30))).ToList();
        long fence = 0;
        for (var round = 0; round < 5; round++)
        {
            var taken = await Task.WhenAll(keepers.Select(keeper => Task.Run(() => keeper.TryTake("volume:TF0001L8"))));
            var lease = Assert.Single(taken.OfType<Lease>());
            Assert.True(lease.Fence > fence);
            Assert.True(lease.IsHeld);
            fence = lease.Fence;
            keepers[Array.IndexOf(taken, lease)].GiveBack(lease);
            Assert.False(lease.IsHeld);
        }
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_lease_is_kept_by_its_beat_and_free_when_the_beat_ends(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        var time = TimeSpan.FromSeconds(5);
        var (living, silent) = (house.Keeper(time), house.Keeper(time, isSilent: true));
        var (kept, lost) = (living.TryTake("a")!, silent.TryTake("b")!);
        var other = house.Keeper(time);
        await Eventually.TrueAsync(() => !lost.IsHeld, "a lease that nobody renews is lost");
        // It is lost for its holder before anybody else can have it.
        Lease? next = null;
        await Eventually.TrueAsync(() => (next = other.TryTake("b")) is not null, "the lease is free");
        Assert.True(next!.Fence > lost.Fence);
        Assert.True(kept.IsHeld);
        Assert.Null(other.TryTake("a"));
    }

    [Fact]
    public async Task A_lease_that_was_taken_over_is_lost_at_the_next_beat_and_stays_lost()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var keeper = house.Keeper(TimeSpan.FromMinutes(5), isSilent: true);
        var lease = keeper.TryTake("a")!;
        Assert.True(lease.IsHeld);
        house.Store.GiveBack("a", keeper.Holder, lease.Fence);
        Assert.NotNull(house.Keeper(TimeSpan.FromMinutes(5)).TryTake("a"));
        keeper.Renew();
        Assert.False(lease.IsHeld);
        Assert.True(lease.Lost.IsCancellationRequested);
        keeper.Renew();
        Assert.False(lease.IsHeld);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Who_takes_a_lease_while_the_process_stops_gets_none_that_outlives_it(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        for (var round = 0; round < 40; round++)
        {
            var resource = $"drive:{round}";
            var keeper = house.Keeper(TimeSpan.FromMinutes(5));
            var taken = Task.Run(() => keeper.TryTake(resource));
            // By the round at another place of the taking.
            Thread.SpinWait(round * 2_000);
            keeper.Dispose();
            Assert.False((await taken)?.IsHeld ?? false);
            Assert.True(house.Store.IsFree(resource));
            Assert.Null(keeper.TryTake(resource));
            Assert.True(house.Store.IsFree(resource));
        }
    }

    [Fact]
    public async Task A_drive_and_the_volume_in_it_are_one_sessions_and_busy_for_another()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        using var library = Nodes.Library();
        using var one = new LeasedLibrary(library, house.Keeper(TimeSpan.FromMinutes(5)), []);
        using var other = new LeasedLibrary(library, house.Keeper(TimeSpan.FromMinutes(5)), []);
        using var drive = one.OpenDrive("drive0");
        Assert.Throws<DriveBusyException>(() => other.OpenDrive("drive0"));
        Assert.True(one.Move(1001, 1, TestContext.Current.CancellationToken).IsDone);
        Assert.True(drive.Load(TestContext.Current.CancellationToken).IsDone);
        using var second = other.OpenDrive("drive1");
        Assert.Equal(2, one.Held.Count());
        Assert.Equal(MoveStatus.Done, other.Move(1002, 2, TestContext.Current.CancellationToken).Status);
    }

    [Fact]
    public async Task A_writer_that_lost_its_lease_writes_no_further_block_and_moves_no_cartridge()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        using var inner = Nodes.Library();
        var keeper = house.Keeper(TimeSpan.FromMinutes(5), isSilent: true);
        using var library = new LeasedLibrary(inner, keeper, []);
        using var drive = library.OpenDrive("drive0");
        Assert.True(library.Move(1001, 1, TestContext.Current.CancellationToken).IsDone);
        Assert.True(drive.Load(TestContext.Current.CancellationToken).IsDone);
        Assert.True(drive.Write(new byte[4096]).IsDone);
        var volume = library.Held.Single(lease => lease.Resource.StartsWith("volume:", StringComparison.Ordinal));
        house.Store.GiveBack(volume.Resource, keeper.Holder, volume.Fence);
        keeper.Renew();

        var refused = drive.Write(new byte[4096]);
        Assert.Equal(TapeStatus.HardwareError, refused.Status);
        Assert.Contains("lease of volume:TF0001L8 was lost", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(TapeStatus.HardwareError, drive.WriteFilemarks(1, FilemarkMode.Synchronous).Status);
        Assert.Equal(TapeStatus.HardwareError, drive.Unload(TestContext.Current.CancellationToken).Status);
        Assert.Equal(MoveStatus.HardwareError, library.Move(1, 1001, TestContext.Current.CancellationToken).Status);
        await using var catalog = await CatalogDatabase.OpenAsync(house.Options, TimeProvider.System, TestContext.Current.CancellationToken);
        var fenced = new FencedCatalog(catalog, () => volume);
        await Assert.ThrowsAsync<LeaseLostException>(() => fenced.DiscardSegmentAsync(Guid.NewGuid(), 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_volume_is_free_again_when_the_robot_failed_with_it()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        using var robot = new FailingLibrary(Nodes.Library());
        using var library = new LeasedLibrary(robot, house.Keeper(TimeSpan.FromMinutes(5)), []);
        robot.FailAtMove(() => new IOException("the robot does not answer"));
        Assert.Throws<IOException>(() => library.Move(1001, 1, TestContext.Current.CancellationToken));
        robot.FailAtMove(null);
        Assert.True(library.Move(1001, 1, TestContext.Current.CancellationToken).IsDone);
    }

    [Fact]
    public async Task Who_fails_when_told_of_a_lost_lease_does_not_stop_the_beat()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var keeper = house.Keeper(TimeSpan.FromMilliseconds(1), isSilent: true);
        var (lost, other) = (keeper.TryTake("drive:1")!, keeper.TryTake("drive:2")!);
        using var told = new ManualResetEventSlim();
        using var failing = lost.Lost.Register(() => throw new InvalidOperationException("It does not like to be told."));
        using var listening = other.Lost.Register(told.Set);
        await using (var context = house.CreateContext())
            await context.Database.ExecuteSqlRawAsync("DROP TABLE operation_leases", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => !lost.IsHeld && !other.IsHeld, "both leases are over");
        keeper.Renew();
        Assert.False(lost.IsHeld || other.IsHeld);
        Assert.True(told.Wait(Eventually.Patience, TestContext.Current.CancellationToken), "The other was not told.");
    }

    private async Task<House> HouseAsync(CatalogProvider provider)
    {
        var options = await databases.CreateAsync(provider);
        var database = new OperationsDatabase(options);
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        return new House(options, database);
    }

    private sealed class House(CatalogOptions options, OperationsDatabase database) : IAsyncDisposable
    {
        private readonly List<LeaseKeeper> _keepers = [];

        public CatalogOptions Options => options;

        public LeaseStore Store { get; } = new(database);

        public DbContext CreateContext() => database.CreateContext();

        /// <param name="time">Of its leases.</param>
        /// <param name="isSilent">Whether its beat comes only when it is called.</param>
        public LeaseKeeper Keeper(TimeSpan time, bool isSilent = false)
        {
            var keeper = new LeaseKeeper(Store, new OperationsOptions { LeaseTime = time }, TimeProvider.System, NullLogger<LeaseKeeper>.Instance) { HasBeat = !isSilent };
            _keepers.Add(keeper);
            return keeper;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var keeper in _keepers)
                keeper.Dispose();
            await database.DisposeAsync();
        }
    }
}
