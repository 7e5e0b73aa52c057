using Elsa.Embedded.Tests.Documented;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows;

/// <summary>Activities written the way Elsa's documentation shows them.</summary>
public sealed class DocumentedActivityTests
{
    [Fact]
    public async Task A_trigger_starts_the_workflow_it_stands_in_and_waits_elsewhere()
    {
        await using var engine = await Engine.StartAsync();
        var runner = engine.Get<IWorkflowRunner>();
        var options = new RunWorkflowOptions { TriggerActivityId = "back", Input = new Dictionary<string, object> { ["Visitor"] = "Al" } };

        var started = await runner.RunAsync(House(), options, TestContext.Current.CancellationToken);
        Assert.Equal(["hello Al"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, started.WorkflowState.SubStatus);

        var waiting = await runner.RunAsync(House(), cancellationToken: TestContext.Current.CancellationToken);
        var bookmark = Assert.Single(waiting.WorkflowState.Bookmarks);
        Assert.Equal("front", bookmark.GetPayload<DoorbellPayload>()!.Door);
        Assert.Equal(engine.Get<IStimulusHasher>().Hash("Samples.Doorbell", new DoorbellPayload("front")), bookmark.Hash);

        var serializer = engine.Get<IWorkflowStateSerializer>();
        var stored = serializer.Deserialize(serializer.Serialize(waiting.WorkflowState));
        Assert.Equal("front", Assert.Single(stored.Bookmarks).GetPayload<DoorbellPayload>()!.Door);
        var resume = new RunWorkflowOptions { BookmarkId = bookmark.Id, Input = new Dictionary<string, object> { ["Visitor"] = "Bo" } };
        var resumed = await runner.RunAsync(House(), stored, resume, TestContext.Current.CancellationToken);
        Assert.Equal(["hello Al", "hello Bo"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, resumed.WorkflowState.SubStatus);
        Assert.Empty(resumed.WorkflowState.Bookmarks);
    }

    [Fact]
    public async Task A_bookmark_that_is_gone_resumes_nothing()
    {
        await using var engine = await Engine.StartAsync();
        var runner = engine.Get<IWorkflowRunner>();
        var waiting = await runner.RunAsync(House(), cancellationToken: TestContext.Current.CancellationToken);
        var result = await runner.RunAsync(House(), waiting.WorkflowState, new RunWorkflowOptions { BookmarkId = "gone" }, TestContext.Current.CancellationToken);
        Assert.Equal(WorkflowSubStatus.Suspended, result.WorkflowState.SubStatus);
        Assert.Empty(result.Journal.WorkflowExecutionLogEntries);
        Assert.Single(result.WorkflowState.Bookmarks);
    }

    [Theory]
    [InlineData(true, "yes")]
    [InlineData(false, "no")]
    public async Task Activities_in_ports_run_after_the_resume(bool approved, string line)
    {
        await using var engine = await Engine.StartAsync();
        var approval = new Approval { Id = "ask", OnApproved = new WriteLine("yes"), Rejected = new WriteLine("no"), Always = [new WriteLine("a"), new WriteLine("b")] };
        var after = new WriteLine("closed") { Id = "after" };
        var chart = new Chart { Activities = { approval, after }, Connections = { new Connection(new Endpoint(approval, "Closed"), new Endpoint(after)) } };

        var context = (await engine.RunAsync(chart)).WorkflowExecutionContext;
        context.ScheduleBookmark(context.Bookmarks.Single(), new Dictionary<string, object> { ["Approved"] = approved });
        var result = await engine.Get<IWorkflowRunner>().RunAsync(context);

        Assert.Equal([line, "a", "b", "closed"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        var descriptor = engine.Get<IActivityRegistry>().Find("Samples.Approval")!;
        Assert.Equal([("Approved", "If approved"), ("Rejected", "Rejected")], descriptor.Ports.Select(x => (x.Name, x.DisplayName!)));
    }

    [Fact]
    public async Task A_composite_has_variables_outcomes_and_a_result_of_its_own()
    {
        await using var engine = await Engine.StartAsync();
        var greeting = new Greeting { Id = "greet", Person = new("Al") };
        var after = new WriteLine(context => $"{context.GetLastResult()}") { Id = "after" };
        var chart = new Chart { Activities = { greeting, after }, Connections = { new Connection(new Endpoint(greeting, "Greeted"), new Endpoint(after)) } };
        var result = await engine.RunAsync(chart);
        Assert.Equal(["Hello, Al", "greeted Al"], engine.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task What_a_definition_leaves_out_gets_its_default()
    {
        await using var engine = await Engine.StartAsync();
        var activity = engine.Get<IActivitySerializer>().Deserialize("""{"type":"Samples.Settings","id":"s","copies":{"typeName":null,"expression":{"type":"Literal","value":"7"}}}""");
        var result = await engine.RunAsync(activity);
        Assert.Equal("daily 7 first Drive Dark class", result.WorkflowExecutionContext.GetLastActivityResult());
        Assert.Equal(3, engine.Get<IActivityRegistry>().Find("Samples.Settings")!.Inputs.Count(x => x.DefaultValue is string and not "attribute"));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_does_not_show_in_the_error_either()
    {
        await using var engine = await Engine.StartAsync();
        var activity = engine.Get<IActivitySerializer>().Deserialize("""{"type":"Samples.Settings","id":"s","pin":{"expression":{"type":"Literal","value":"hunter2"}}}""");
        var result = await engine.RunAsync(activity);

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        var incident = Assert.Single(result.WorkflowState.Incidents);
        Assert.Contains("'Pin'", incident.Message);
        var serializer = engine.Get<IWorkflowStateSerializer>();
        Assert.DoesNotContain("hunter2", serializer.Serialize(result.WorkflowState));
        Assert.All(result.Journal.WorkflowExecutionLogEntries, x => Assert.DoesNotContain("hunter2", serializer.Serialize((object)new { x.Message, x.Payload })));
        foreach (var execution in result.Journal.ActivityExecutionContexts)
            Assert.DoesNotContain("hunter2", serializer.Serialize((object)await engine.Get<IActivityExecutionMapper>().MapAsync(execution)));
    }

    [Fact]
    public async Task A_secret_that_an_exception_quotes_is_masked_wherever_the_fault_is_recorded()
    {
        await using var engine = await Engine.StartAsync();
        var activity = engine.Get<IActivitySerializer>().Deserialize("""{"type":"Samples.Login","id":"in","password":{"expression":{"type":"Literal","value":"hunter2"}}}""");
        var result = await engine.RunAsync(activity);

        Assert.Equal("The password '***' was refused.", Assert.Single(result.WorkflowState.Incidents).Message);
        Assert.Equal("Asked with ***", result.Journal.WorkflowExecutionLogEntries.Single(x => x.EventName == "Asked").Message);
        var serializer = engine.Get<IWorkflowStateSerializer>();
        Assert.DoesNotContain("hunter2", serializer.Serialize(result.WorkflowState));
        Assert.All(result.Journal.WorkflowExecutionLogEntries, x => Assert.DoesNotContain("hunter2", serializer.Serialize((object)new { x.Message, x.Payload })));
        foreach (var execution in result.Journal.ActivityExecutionContexts)
            Assert.DoesNotContain("hunter2", serializer.Serialize((object)await engine.Get<IActivityExecutionMapper>().MapAsync(execution)));
    }

    private static Workflow House()
    {
        var front = new Doorbell { Id = "front", Door = new("front"), CanStartWorkflow = true };
        var back = new Doorbell { Id = "back", Door = new("back"), CanStartWorkflow = true };
        var greet = new WriteLine(context => $"hello {context.GetLastResult()}") { Id = "greet" };
        return new Workflow(new Chart
        {
            Id = "chart",
            Activities = { front, back, greet },
            Connections = { new Connection(front, greet), new Connection(back, greet) },
        });
    }
}
