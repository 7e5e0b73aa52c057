using System.Diagnostics;
using System.Globalization;
using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Benchmarks.Data;
using TapeFlows.Benchmarks.Measuring;
using TapeFlows.Testing;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How long an operator waits for a page of each list among many instances, each with its journal and executions. All of them were run.</summary>
internal static class ListFigures
{
    private const int Definitions = 100;
    private const int PageSize = 100;
    private const int Callers = 8;
    private const double Wanted = 100;

    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("lists"))
            return;
        await MeasureAsync(EnginePlace.Sqlite(place.In("lists.db")), arguments, figures);
        await using var server = new PostgresServer();
        await MeasureAsync(EnginePlace.PostgreSql(await server.CreateDatabaseAsync()), arguments, figures);
    }

    private static async Task MeasureAsync(EnginePlace place, Arguments arguments, FigureTable figures)
    {
        await using var host = await EngineHost.StartAsync(place);
        await FillAsync(host, arguments.Instances);
        foreach (var list in Lists(host, arguments.Instances).GroupBy(x => x.List))
        {
            var slowest = (Milliseconds: 0.0, Page: "");
            foreach (var (_, page, read) in list)
            {
                var milliseconds = await TimeAsync(read, arguments.Rounds);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {list.Key}, {page}: {milliseconds:0.0} ms"));
                if (milliseconds > slowest.Milliseconds)
                    slowest = (milliseconds, page);
            }

            figures.Add(Figure.OfLimit(
                string.Create(CultureInfo.InvariantCulture, $"engine: slowest page of {list.Key} ({slowest.Page}), {arguments.Instances:#,0} instances, {place.Name}"), slowest.Milliseconds, "ms", Wanted));
        }
    }

    // Of a hundred instances three wait and three have failed.
    private static async Task FillAsync(EngineHost host, int instances)
    {
        for (var i = 0; i < Definitions; i++)
        {
            var (id, name) = (DefinitionId(i), string.Create(CultureInfo.InvariantCulture, $"Backup of pool {i:d2}"));
            await host.PublishAsync(i < 3 ? Flows.Waiting(id, name) : i < 6 ? Flows.Failing(id, name) : Flows.Ten(id, name));
        }

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < instances;)
                await host.RunAsync(DefinitionId(i % Definitions), string.Create(CultureInfo.InvariantCulture, $"Nightly {i:d6}"), string.Create(CultureInfo.InvariantCulture, $"job-{i}"));
        })));
    }

    private static string DefinitionId(int i) => string.Create(CultureInfo.InvariantCulture, $"pool-{i:d2}");

    private static IEnumerable<(string List, string Page, Func<Task<int>> Read)> Lists(EngineHost host, int instances)
    {
        var first = new PageArgs { Offset = 0, Limit = PageSize };
        var last = new PageArgs { Offset = instances - PageSize, Limit = PageSize };
        yield return ("definitions", "by name", () => Definition(new() { VersionOptions = VersionOptions.Latest }));
        yield return ("definitions", "search", () => Definition(new() { VersionOptions = VersionOptions.Latest, SearchTerm = "POOL 07" }));
        yield return ("instances", "newest", () => Instance(new(), x => x.CreatedAt, first));
        yield return ("instances", "last page", () => Instance(new(), x => x.CreatedAt, last));
        yield return ("instances", "by name", () => Instance(new(), x => x.Name, first));
        yield return ("instances", "last changed", () => Instance(new(), x => x.UpdatedAt, first));
        yield return ("instances", "last finished", () => Instance(new(), x => x.FinishedAt, first));
        yield return ("instances", "of a definition", () => Instance(new() { DefinitionIds = [DefinitionId(42)] }, x => x.CreatedAt, first));
        yield return ("instances", "running", () => Instance(new() { WorkflowStatuses = [WorkflowStatus.Running] }, x => x.CreatedAt, first));
        yield return ("instances", "finished", () => Instance(new() { WorkflowStatuses = [WorkflowStatus.Finished] }, x => x.UpdatedAt, first));
        yield return ("instances", "faulted, by name", () => Instance(new() { WorkflowSubStatuses = [WorkflowSubStatus.Faulted] }, x => x.Name, first));
        yield return ("instances", "with incidents", () => Instance(new() { HasIncidents = true }, x => x.CreatedAt, first));
        yield return ("instances", "search, many found", () => Instance(new() { SearchTerm = "nightly" }, x => x.CreatedAt, first));
        yield return ("instances", "search, one found", () => Instance(new() { SearchTerm = string.Create(CultureInfo.InvariantCulture, $"NIGHTLY {instances / 2:d6}") }, x => x.CreatedAt, first));
        yield return ("instances", "search, none found", () => Instance(new() { SearchTerm = "no such thing" }, x => x.CreatedAt, first));
        yield return ("lines of a journal", "all", () => Journal(new()));
        yield return ("lines of a journal", "of an activity", () => Journal(new() { ActivityId = "a5" }));
        yield return ("executions of activities", "all", () => Executions(new()));
        yield return ("executions of activities", "of an activity", () => Executions(new() { ActivityId = "a5" }));

        Task<int> Definition(WorkflowDefinitionFilter filter) => host.CallAsync(async services => Found(
            await services.GetRequiredService<IWorkflowDefinitionStore>().FindSummariesAsync(filter, new WorkflowDefinitionOrder<string?>(x => x.Name, OrderDirection.Ascending), first)));

        Task<int> Instance<T>(WorkflowInstanceFilter filter, System.Linq.Expressions.Expression<Func<Elsa.Workflows.Management.Entities.WorkflowInstance, T>> key, PageArgs page) => host.CallAsync(
            async services => Found(await services.GetRequiredService<IWorkflowInstanceStore>().SummarizeManyAsync(filter, page, new WorkflowInstanceOrder<T>(key, OrderDirection.Descending))));

        Task<int> Journal(WorkflowExecutionLogRecordFilter filter) => host.CallAsync(async services =>
        {
            filter.WorkflowInstanceId = await AnyInstanceAsync(services);
            return Found(await services.GetRequiredService<IWorkflowExecutionLogStore>().FindManyAsync(filter, first));
        });

        Task<int> Executions(ActivityExecutionRecordFilter filter) => host.CallAsync(async services =>
        {
            filter.WorkflowInstanceId = await AnyInstanceAsync(services);
            return (await services.GetRequiredService<IActivityExecutionStore>().FindManySummariesAsync(filter)).Count();
        });
    }

    // Its time is part of the page's: the identities are not known here otherwise.
    private static async Task<string> AnyInstanceAsync(IServiceProvider services) =>
        (await services.GetRequiredService<IWorkflowInstanceStore>().FindManyIdsAsync(new WorkflowInstanceFilter { CorrelationId = "job-77" }, new PageArgs { Limit = 1 })).Items.Single();

    private static int Found<T>(Page<T> page) => (int)page.TotalCount;

    private static async Task<double> TimeAsync(Func<Task<int>> read, int rounds)
    {
        await read();
        var times = new List<double>();
        for (var round = 0; round < Math.Max(5, rounds); round++)
        {
            var clock = Stopwatch.StartNew();
            await read();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Contest.Median(times);
    }
}
