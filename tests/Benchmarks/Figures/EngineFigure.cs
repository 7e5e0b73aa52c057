using System.Diagnostics;
using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>What the engine itself costs: a flowchart of ten activities that do nothing, in memory.</summary>
internal static class EngineFigure
{
    private const int Activities = 10;

    public static async Task MeasureAsync(Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("engine"))
            return;
        var services = new ServiceCollection();
        services.AddElsa(elsa => elsa.UseWorkflows());
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IRegistriesPopulator>().PopulateAsync();
        var graph = await scope.ServiceProvider.GetRequiredService<IWorkflowGraphBuilder>().BuildAsync(Workflow());
        var runner = scope.ServiceProvider.GetRequiredService<IWorkflowRunner>();
        await RunAsync(runner, graph, TimeSpan.FromSeconds(1));
        var rates = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
            rates.Add(await RunAsync(runner, graph, TimeSpan.FromSeconds(arguments.IsFull ? 5 : 1)));
        var rate = Contest.Median(rates);
        figures.Add(Figure.OfLimit("engine: flows of ten activities, in memory, one thread", rate, "flows/s", null));
        figures.Add(Figure.OfLimit("engine: one activity", 1e6 / rate / Activities, "microseconds", 50));
    }

    private static Elsa.Workflows.Activities.Workflow Workflow()
    {
        var chart = new Flowchart { Id = "chart" };
        IActivity? last = null;
        for (var i = 0; i < Activities; i++)
        {
            var next = new Elsa.Workflows.Activities.Inline(() => { }) { Id = string.Create(CultureInfo.InvariantCulture, $"a{i}") };
            chart.Activities.Add(next);
            if (last is not null)
                chart.Connections.Add(new Connection(last, next));
            last = next;
        }

        return Elsa.Workflows.Activities.Workflow.FromActivity(chart);
    }

    private static async Task<double> RunAsync(IWorkflowRunner runner, WorkflowGraph graph, TimeSpan span)
    {
        var clock = Stopwatch.StartNew();
        long flows = 0;
        for (; clock.Elapsed < span; flows++)
        {
            var result = await runner.RunAsync(graph);
            if (result.WorkflowState.SubStatus != WorkflowSubStatus.Finished)
                throw new InvalidOperationException($"The flow ended as {result.WorkflowState.SubStatus}.");
        }

        return flows / clock.Elapsed.TotalSeconds;
    }
}
