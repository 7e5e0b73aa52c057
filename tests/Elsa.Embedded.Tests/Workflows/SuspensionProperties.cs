using Elsa.Embedded.Tests.Flows;
using Elsa.Expressions.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Workflows;

/// <summary>A workflow does not notice that it was stored: each burst may run in another process.</summary>
public sealed class SuspensionProperties
{
    [Fact]
    public async Task A_flow_that_is_stored_after_each_burst_runs_as_one_that_never_was()
    {
        await using var engine = await StartAsync();
        var bursts = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var definition = engine.Get<IWorkflowSerializer>().Serialize(new RandomFlow(seed).Build());
            var (first, second) = (new Random(seed), new Random(seed));
            var expected = await FlowRun.InMemoryAsync(engine, definition, x => first.Next(x));
            var actual = await FlowRun.StoredAsync(engine, definition, x => second.Next(x));

            Assert.True(expected.Journal.SequenceEqual(actual.Journal), $"seed {seed}:\n{Difference(expected.Journal, actual.Journal)}");
            Assert.Equal((expected.State.Status, expected.State.SubStatus), (actual.State.Status, actual.State.SubStatus));
            Assert.True(actual.State.SubStatus == WorkflowSubStatus.Finished, $"seed {seed}: {actual.State.SubStatus} {actual.State.Incidents.FirstOrDefault()?.Exception}");
            Assert.Equal(Notes(expected), Notes(actual));
            bursts += actual.Bursts;
        }

        Assert.True(bursts > 1_000, $"{bursts} bursts prove little");
    }

    private static Task<Engine> StartAsync() => Engine.StartAsync(register: x => x.AddSingleton<IExpressionDescriptorProvider, Turns>());

    private static object? Notes(FlowRun run) =>
        ((IDictionary<string, object>)run.State.ActivityExecutionContexts.Last().Properties["Variables"]).TryGetValue("notesVariable", out var notes) ? notes : null;

    private static string Difference(string[] expected, string[] actual)
    {
        var at = expected.Zip(actual).TakeWhile(x => x.First == x.Second).Count();
        return $"{string.Join('\n', expected.Skip(Math.Max(0, at - 3)).Take(8))}\n--- stored:\n{string.Join('\n', actual.Skip(Math.Max(0, at - 3)).Take(8))}";
    }
}
