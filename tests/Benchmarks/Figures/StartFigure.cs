using System.Diagnostics;
using System.Globalization;
using Elsa.Extensions;
using Elsa.Scheduling;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Benchmarks.Data;
using TapeFlows.Benchmarks.Measuring;
using TapeFlows.Testing;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How long an engine takes to start where many instances wait for a time: until what was due meanwhile has gone on.</summary>
internal static class StartFigure
{
    private const int Overdue = 10;
    private const int Callers = 8;

    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("start"))
            return;
        await MeasureAsync(EnginePlace.Sqlite(place.In("start.db")), arguments, figures);
        await using var server = new PostgresServer();
        await MeasureAsync(EnginePlace.PostgreSql(await server.CreateDatabaseAsync()), arguments, figures);
    }

    private static async Task MeasureAsync(EnginePlace place, Arguments arguments, FigureTable figures)
    {
        await FillAsync(place, arguments.Instances);
        var times = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var overdue = await FillAsync(place, instances: 0);
            var clock = Stopwatch.StartNew();
            await using var host = await EngineHost.StartAsync(place, elsa => elsa.UseScheduling());
            while (await CountAsync(host, new() { Ids = overdue, WorkflowStatus = WorkflowStatus.Running }) > 0)
                await Task.Delay(5);
            times.Add(clock.Elapsed.TotalSeconds);
            if (await CountAsync(host, new() { DefinitionId = "delayed", WorkflowStatus = WorkflowStatus.Running }) != arguments.Instances)
                throw new InvalidOperationException("An instance went on before its time.");
        }

        figures.Add(Figure.OfLimit(
            string.Create(CultureInfo.InvariantCulture, $"engine: start with {arguments.Instances:#,0} waiting bookmarks, until {Overdue} overdue ones have gone on, {place.Name}"), Contest.Median(times), "s", 2));
    }

    // By an engine whose clock stands still, so to speak: nothing that waits goes on there.
    private static async Task<List<string>> FillAsync(EnginePlace place, int instances)
    {
        await using var host = await EngineHost.StartAsync(place, elsa => elsa.UseScheduling(x => x.WorkflowScheduler = _ => new NoScheduler()));
        if (instances > 0)
        {
            await host.PublishAsync(Flows.Delaying("delayed", TimeSpan.FromDays(30)));
            await host.PublishAsync(Flows.Delaying("overdue", TimeSpan.FromMilliseconds(1)));
        }

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < instances)
                await host.RunAsync("delayed");
        })));
        var overdue = new List<string>();
        for (var i = 0; i < Overdue; i++)
            overdue.Add((await host.RunAsync("overdue")).WorkflowInstanceId);
        return overdue;
    }

    private static Task<long> CountAsync(EngineHost host, WorkflowInstanceFilter filter) => host.CallAsync(async services =>
        await services.GetRequiredService<IWorkflowInstanceStore>().CountAsync(filter));

    private sealed class NoScheduler : IWorkflowScheduler
    {
        public ValueTask ScheduleAtAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) => default;

        public ValueTask ScheduleAtAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) => default;

        public ValueTask ScheduleRecurringAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) => default;

        public ValueTask ScheduleRecurringAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) => default;

        public ValueTask ScheduleCronAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) => default;

        public ValueTask ScheduleCronAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) => default;

        public ValueTask UnscheduleAsync(string taskName, CancellationToken cancellationToken = default) => default;
    }
}
