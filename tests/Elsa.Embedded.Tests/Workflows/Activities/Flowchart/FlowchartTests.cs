using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Models;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows.Activities.Flowchart;

public sealed class FlowchartTests
{
    [Fact]
    public async Task A_decision_runs_one_branch_and_the_activity_after_both_runs_once()
    {
        await using var engine = await Engine.StartAsync();
        var start = new Start { Id = "start" };
        var decision = new FlowDecision(_ => true) { Id = "dec" };
        var yes = new WriteLine("yes") { Id = "yes" };
        var no = new WriteLine("no") { Id = "no" };
        var after = new WriteLine("after") { Id = "after" };
        var end = new End { Id = "end" };
        var chart = new Chart
        {
            Id = "fc1",
            Activities = { start, decision, yes, no, after, end },
            Connections =
            {
                new Connection(start, decision),
                new Connection(new Endpoint(decision, "True"), new Endpoint(yes)),
                new Connection(new Endpoint(decision, "False"), new Endpoint(no)),
                new Connection(yes, after),
                new Connection(no, after),
                new Connection(after, end),
            },
        };

        var result = await engine.RunAsync(chart);

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["yes", "after"], engine.Lines);
        Assert.Equal(
            [
                "0 Started Workflow1 Elsa.Workflow",
                "1 Started Workflow1:fc1 Elsa.Flowchart",
                "2 Started Workflow1:fc1:start Elsa.Start",
                "3 Completed Workflow1:fc1:start Elsa.Start",
                "4 Started Workflow1:fc1:dec Elsa.FlowDecision",
                "5 Completed Workflow1:fc1:dec Elsa.FlowDecision",
                "6 Started Workflow1:fc1:yes Elsa.WriteLine",
                "7 Completed Workflow1:fc1:yes Elsa.WriteLine",
                "8 Started Workflow1:fc1:after Elsa.WriteLine",
                "9 Completed Workflow1:fc1:after Elsa.WriteLine",
                "10 Started Workflow1:fc1:end Elsa.End",
                "11 Completed Workflow1:fc1:end Elsa.End",
                "12 Completed Workflow1:fc1 Elsa.Flowchart",
                "13 Completed Workflow1 Elsa.Workflow",
            ],
            result.Journal());
    }
}
