using System.Globalization;
using TapeFlows.Scheduling.Host;

// A node that lives until it is killed.
// <connection string> <name> [<number of delays to schedule> <milliseconds from one to the next>]; with "hangs" as its name it never comes to the end of what it begins.
// <connection string> tasks: a whole node with tasks.
var ledger = new Ledger(args[0]);
await ledger.CreateAsync();
if (args[1] == "tasks")
{
    await using var node = await new TaskNode(ledger, settings => settings.LostAfter = TimeSpan.FromSeconds(10)).StartAsync();
    Console.WriteLine("ready");
    await Task.Delay(Timeout.Infinite);
}

await using var host = await new SchedulingHost(ledger, args[1], _ => Task.Delay(args[1] == "hangs" ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(20))).StartAsync();
if (args.Length > 2)
{
    var start = DateTimeOffset.UtcNow.AddSeconds(1);
    var step = TimeSpan.FromMilliseconds(int.Parse(args[3], CultureInfo.InvariantCulture));
    for (var i = 0; i < int.Parse(args[2], CultureInfo.InvariantCulture); i++)
        await host.DelayAsync($"delay {i}", start + (step * i));
    await host.Scheduler.ScheduleAtAsync("once", SchedulingHost.Start("once"), start + (step * 3));
}

Console.WriteLine("ready");
await Task.Delay(Timeout.Infinite);
