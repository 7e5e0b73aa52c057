using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Embedded.Tests.Workflows;

/// <summary>Definitions full of scripts run to what a real Elsa 3.8 server recorded; without Liquid, which is not here, and without the event on which one of them waits.</summary>
public sealed class RecordedScriptsTests
{
    [Fact]
    public async Task Every_syntax_sees_the_same_workflow()
    {
        await using var engine = await StartAsync();
        var result = await RunAsync(engine, "expressions", new() { ["Name"] = "Bob" });

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(TestFiles.Lines("expressions.journal.txt"), result.Journal());
        Assert.Equal(["literal", "js Bob bar bar bar null true", "cs Bob bar bar", "bar", "Bob", "from-js-cs 7 8", "7"], engine.Lines);
        var scope = result.WorkflowExecutionContext.ExpressionExecutionContext;
        Assert.Equal("from-js-cs", scope.GetVariable<string>("Foo"));
        Assert.Equal(7, scope.GetVariable<object>("Res"));

        var script = result.Journal.ActivityExecutionContexts.Single(x => x.Activity.Id == "rjs");
        Assert.Equal(["X"], (IEnumerable<string>)script.JournalData["Outcomes"]);
        Assert.Equal(["X", "Y"], (IEnumerable<string>)script.ActivityState["PossibleOutcomes"]);
        Assert.Equal(["Done"], (IEnumerable<string>)result.Journal.ActivityExecutionContexts.Single(x => x.Activity.Id == "rcs").JournalData["Outcomes"]);
    }

    [Fact]
    public async Task A_script_that_throws_faults_the_workflow()
    {
        await using var engine = await StartAsync();
        var result = await RunAsync(engine, "fault-js");

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Equal(TestFiles.Lines("fault-js.journal.txt"), result.Journal());
        var incident = Assert.Single(result.WorkflowState.Incidents);
        Assert.Equal(("js", "Elsa.RunJavaScript", "boom"), (incident.ActivityId, incident.ActivityType, incident.Message));
        Assert.Equal("boom", result.Journal.WorkflowExecutionLogEntries.Last().Message);
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task Variables_of_every_type_keep_their_values()
    {
        await using var engine = await StartAsync();
        var result = await RunAsync(engine, "types");

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(TestFiles.Lines("types.journal.txt"), result.Journal());
        Assert.Equal(
            [
                "\"{\\\"x\\\":1,\\\"y\\\":[\\\"a\\\"]}\" 1.5 Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time) 00:01:00 2 6f9619ff-8b86-d011-b42d-00c04fc964ff mem true undefined",
                "mem 1.5 [\"p\",\"q\"] {\"x\":1}",
            ],
            engine.Lines);
        var scope = result.WorkflowExecutionContext.ExpressionExecutionContext;
        Assert.Equal(DateTimeOffset.UnixEpoch, scope.GetVariable<DateTimeOffset>("Dt"));
        Assert.Equal(["p", "q"], scope.GetVariable<string[]>("Arr")!);
        Assert.Equal(TimeSpan.FromMinutes(1), scope.GetVariable<TimeSpan>("Ts"));
    }

    private static Task<Engine> StartAsync() => Engine.StartAsync(x => x.UseJavaScript().UseCSharp());

    private static Task<RunWorkflowResult> RunAsync(Engine engine, string definition, Dictionary<string, object>? input = null)
    {
        var workflow = engine.Get<IWorkflowSerializer>().Deserialize(TestFiles.Definition(definition));
        return engine.Get<IWorkflowRunner>().RunAsync(workflow, new RunWorkflowOptions { Input = input }, TestContext.Current.CancellationToken);
    }
}
