using System.Diagnostics;
using System.Globalization;
using TapeFlows.Scheduling.Host;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Workflows;

/// <summary>Nodes are killed (SIGKILL) while they begin what is due.</summary>
public sealed class KilledNodeTests(PostgresServer server) : IDisposable
{
    private const int Delays = 24;
    private readonly Databases _databases = new(server);

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Every_delay_resumes_once_however_often_the_node_is_killed(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await ledger.AddTriggerAsync("once");
        var random = new Random(7);
        for (var life = 0; life < 4; life++)
        {
            using var node = Launch(ledger, $"life {life}", life == 0 ? Delays : 0, step: 200);
            Assert.Equal("ready", await node.SayAsync("the start of a node"));
            await Task.Delay(random.Next(1000, 1600), TestContext.Current.CancellationToken);
            await node.KillAndWaitAsync();
        }

        await using var last = await new SchedulingHost(ledger, "last").StartAsync();
        // As the engine does when it starts: what is still in its index is scheduled again.
        for (var i = 0; i < Delays; i++)
        {
            if (await ledger.IsWaitingAsync($"delay {i}"))
                await last.ScheduleDelayAsync($"delay {i}", DateTimeOffset.UtcNow);
        }

        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("resume")).Distinct(StringComparer.Ordinal).Count() == Delays && (await ledger.BegunAsync("once")).Length > 0, "all delays");
        Assert.Equal(Delays, (await ledger.BegunAsync("resume")).Length);
        Assert.Single(await ledger.BegunAsync("once"));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task What_a_node_was_at_when_it_was_killed_is_recovered_and_not_started_twice(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await ledger.AddTriggerAsync("once");
        using (var node = Launch(ledger, "hangs", delays: 1, step: 0))
        {
            Assert.Equal("ready", await node.SayAsync("the start of a node"));
            await Eventually.TrueAsync(async () => (await ledger.BegunAsync("once")).Length == 1, "the start");
            await Eventually.TrueAsync(async () => (await ledger.ReadAsync("SELECT entry_id FROM qrtz_fired_triggers WHERE state = 'EXECUTING'")).Count == 2, "start and resumption under way");
            await node.KillAndWaitAsync();
        }

        await using var next = await new SchedulingHost(ledger, "next").StartAsync();
        await Eventually.TrueAsync(async () => (await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers")).Count == 0
            && (await ledger.ReadAsync("SELECT entry_id FROM qrtz_fired_triggers")).Count == 0, "everything recovered");
        Assert.Single(await ledger.BegunAsync("once"));
        Assert.Equal(["delay 0"], await ledger.BegunAsync("resume"));
    }

    private static Process Launch(Ledger ledger, string name, int delays, int step)
    {
        List<string> arguments = [typeof(SchedulingHost).Assembly.Location, ledger.ConnectionString, name];
        if (delays > 0)
            arguments.AddRange([delays.ToString(CultureInfo.InvariantCulture), step.ToString(CultureInfo.InvariantCulture)]);
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }
}
