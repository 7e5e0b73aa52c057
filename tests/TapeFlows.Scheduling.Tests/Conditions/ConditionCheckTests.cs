using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Scheduling.Conditions;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Tests.Conditions;

public sealed class ConditionCheckTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Machine _machine = new();

    [Fact]
    public async Task Nothing_stands_in_the_way_of_a_task_without_conditions()
    {
        _machine.LoadNow = 100;
        Assert.Null(await FindAsync(null));
    }

    [Theory]
    [InlineData(null, 3.2, true)]
    [InlineData(null, 3.3, false)]
    [InlineData(1.5, 1.5, true)]
    [InlineData(1.5, 1.51, false)]
    public async Task The_load_is_at_most_what_the_task_says_or_eight_tenths_for_each_core(double? limit, double load, bool fits)
    {
        _machine.LoadNow = load;
        Assert.Equal(fits, await FindAsync(new TaskConditions { MaxLoad = limit }) is null);
    }

    [Theory]
    [InlineData("22:00", "06:00", "Europe/Berlin", false)]
    [InlineData("22:00", "14:01", "Europe/Berlin", true)]
    [InlineData("14:00", "15:00", "Europe/Berlin", true)]
    [InlineData("13:00", "14:00", "Europe/Berlin", false)]
    [InlineData("12:00", "12:01", "UTC", true)]
    public async Task A_window_counts_in_the_zone_of_the_task_and_may_go_over_midnight(string from, string to, string zone, bool fits)
    {
        var window = new TimeWindow(TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(fits, await FindAsync(new TaskConditions { Window = window }, zone) is null);
    }

    [Fact]
    public async Task A_disk_that_is_too_full_is_named_with_its_numbers()
    {
        _machine.Free["/var"] = 99;
        var conditions = new TaskConditions { MinFreeDisk = new Dictionary<string, long>(StringComparer.Ordinal) { ["/var"] = 100 } };
        Assert.Equal("/var has 99 bytes free, and 100 are needed.", await FindAsync(conditions));
        _machine.Free["/var"] = 100;
        Assert.Null(await FindAsync(conditions));
        _machine.Free.Clear();
        Assert.Equal("the folder /var is not there.", await FindAsync(conditions));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_named()
    {
        _machine.Down["db"] = "refused";
        Assert.Equal("db:5432 does not answer (refused).", await FindAsync(new TaskConditions { NetworkHosts = ["files", "db:5432"] }));
    }

    [Fact]
    public async Task This_machine_has_a_load_a_disk_and_a_network()
    {
        var machine = new LinuxMachine(TimeProvider.System);
        Assert.True(machine.Load() >= 0);
        Assert.True(machine.FreeBytes("/") > 0);
        Assert.Null(machine.FreeBytes("/no such folder"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Null(await machine.ProbeAsync("127.0.0.1", port, TestContext.Current.CancellationToken));
        listener.Stop();
        Assert.NotNull(await machine.ProbeAsync("127.0.0.1", port, TestContext.Current.CancellationToken));
        Assert.Null(await machine.ProbeAsync("localhost", port: null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("db", "db", null)]
    [InlineData("db:5432", "db", 5432)]
    [InlineData("10.0.0.1:22", "10.0.0.1", 22)]
    [InlineData("::1", "::1", null)]
    [InlineData("[::1]:22", "::1", 22)]
    public void Hosts_are_read_with_and_without_a_port(string text, string host, int? port) => Assert.Equal((host, port), ConditionCheck.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("db:0")]
    [InlineData("db:port")]
    public void What_is_no_host_is_told(string text) => Assert.Null(ConditionCheck.Parse(text));

    private Task<string?> FindAsync(TaskConditions? conditions, string zone = "UTC") =>
        new ConditionCheck(_machine, _clock).FindObstacleAsync(new TaskDraft { TimeZone = zone, Conditions = conditions }, TestContext.Current.CancellationToken);

    private sealed class Machine : IMachine
    {
        public double LoadNow { get; set; }

        public Dictionary<string, long> Free { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Down { get; } = new(StringComparer.Ordinal);

        public int Cores => 4;

        public double Load() => LoadNow;

        public long? FreeBytes(string folder) => Free.TryGetValue(folder, out var free) ? free : null;

        public Task<string?> ProbeAsync(string host, int? port, CancellationToken cancellationToken) => Task.FromResult(Down.GetValueOrDefault(host));
    }
}
