using Elsa.Embedded.Tests.Flows;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Workflows;

/// <summary>A workflow does not notice that it was stored: each burst may run in another process.</summary>
public sealed class SuspensionProperties
{
    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 300)]
    public async Task A_flow_that_is_stored_after_each_burst_runs_as_one_that_never_was(bool withEnds, int enough)
    {
        await using var engine = await StartAsync();
        var bursts = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var definition = engine.Get<IWorkflowSerializer>().Serialize(new RandomFlow(seed, withEnds).Build());
            var (first, second) = (new Random(seed), new Random(seed));
            var expected = await FlowRun.InMemoryAsync(engine, definition, x => first.Next(x));
            var actual = await FlowRun.StoredAsync(engine, definition, x => second.Next(x));

            Assert.True(expected.Journal.SequenceEqual(actual.Journal), $"seed {seed}:\n{Difference(expected.Journal, actual.Journal)}");
            Assert.Equal((expected.State.Status, expected.State.SubStatus), (actual.State.Status, actual.State.SubStatus));
            Assert.True(withEnds || actual.State.SubStatus == WorkflowSubStatus.Finished, $"seed {seed}: {actual.State.SubStatus} {actual.State.Incidents.FirstOrDefault()?.Exception}");
            Assert.Equal(Notes(expected.State), Notes(actual.State));
            Assert.Equal(expected.State.Incidents.Select(x => x.ActivityNodeId), actual.State.Incidents.Select(x => x.ActivityNodeId));
            bursts += actual.Bursts;
        }

        Assert.True(bursts > enough, $"{bursts} bursts prove little");
    }

    // As after a crash: the burst goes on from the last commit, wherever that was.
    [Fact]
    public async Task A_flow_that_is_stored_in_the_middle_of_a_burst_goes_on_from_there()
    {
        var snapshots = new Snapshots();
        await using var engine = await Engine.StartAsync(
            x => x.UseWorkflows(workflows => workflows.ActivityExecutionPipeline = snapshots.TakeAfterEach(workflows.ActivityExecutionPipeline)),
            x => x.AddSingleton<IExpressionDescriptorProvider, Turns>());
        for (var seed = 0; seed < 150; seed++)
        {
            var definition = engine.Get<IWorkflowSerializer>().Serialize(new RandomFlow(seed, withEnds: seed % 3 == 0).Build());
            snapshots.Clear();
            var expected = await FlowRun.BurstAsync(engine, definition, null, null);
            var stored = snapshots.Take();
            foreach (var state in stored.Where((_, i) => i % 3 == 0))
            {
                var actual = await FlowRun.BurstAsync(engine, definition, state, null);
                var from = engine.Get<IWorkflowStateSerializer>().Deserialize(state).ExecutionLogSequence;
                var rest = expected.Journal.WorkflowExecutionLogEntries.Where(x => x.Sequence >= from).Select(FlowRun.Show).ToArray();
                var resumed = FlowRun.Show(actual);
                Assert.True(rest.SequenceEqual(resumed), $"seed {seed}, from {from}:\n{Difference(rest, resumed)}");
                Assert.Equal(expected.WorkflowState.SubStatus, actual.WorkflowState.SubStatus);
                Assert.Equal(Notes(expected.WorkflowState), Notes(actual.WorkflowState));
                Assert.Equal(expected.WorkflowState.Bookmarks.Select(x => x.ActivityNodeId), actual.WorkflowState.Bookmarks.Select(x => x.ActivityNodeId));
            }
        }
    }

    private static Task<Engine> StartAsync() => Engine.StartAsync(register: x => x.AddSingleton<IExpressionDescriptorProvider, Turns>());

    private static object? Notes(WorkflowState state) =>
        state.ActivityExecutionContexts.Last().Properties["Variables"].ConvertTo<IDictionary<string, object>>()!.TryGetValue("notesVariable", out var notes) ? notes.ConvertTo<string>() : null;

    private static string Difference(string[] expected, string[] actual)
    {
        var at = expected.Zip(actual).TakeWhile(x => x.First == x.Second).Count();
        return $"{string.Join('\n', expected.Skip(Math.Max(0, at - 3)).Take(8))}\n--- stored:\n{string.Join('\n', actual.Skip(Math.Max(0, at - 3)).Take(8))}";
    }
}
