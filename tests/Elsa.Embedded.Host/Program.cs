// A node of an engine in a process of its own, to be killed: it dispatches workflows, resumes what waits, and writes down what was promised and what was done.
using Elsa.Embedded.Host;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Activities;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Requests;
using Microsoft.Extensions.DependencyInjection;

if (args is ["languages"])
{
    await Languages.ShowAsync();
    return;
}

if (args is ["plans", ..])
{
    await Plans.RunAsync(args[1], args[2], args[3], int.Parse(args[4]));
    return;
}

var (database, connection, folder, target) = (args[0], args[1], args[2], int.Parse(args[3]));
Trail.Folder = folder;
await using var node = await DoomedNode.StartAsync(database, connection);

var child = await node.PublishAsync("doomed-child", Sequence(new Step { Id = "c1" }, new Step { Id = "c2" }));
var parent = await node.PublishAsync("doomed", Sequence(
    new Step { Id = "p1" },
    new Pause { Id = "pause" },
    new Step { Id = "p2" },
    new DispatchWorkflow { Id = "dispatch", WorkflowDefinitionId = new("doomed-child"), WaitForCompletion = new(true) },
    new Step { Id = "p3" }));
Console.WriteLine("ready");

var dispatching = Task.Run(async () =>
{
    while (Trail.Count("accepted") < target)
    {
        var request = new DispatchWorkflowDefinitionRequest(parent);
        await node.CallAsync<IWorkflowDispatcher>(async x => (await x.DispatchAsync(request)).ThrowIfFailed());
        Trail.Write("accepted", request.InstanceId!);
        await Task.Delay(5);
    }
});

// Two at once try each bookmark.
while (!dispatching.IsCompleted || !await AllDoneAsync())
{
    var waiting = (await node.Get<IBookmarkStore>().FindManyAsync(new BookmarkFilter { Name = "Pause" })).Take(20).ToList();
    await Task.WhenAll(waiting.SelectMany(x => new[] { x, x }).Select(bookmark => node.CallAsync<IWorkflowResumer>(async x =>
    {
        if (await x.ResumeAsync(bookmark.Id, new Dictionary<string, object>()) is not null)
            Trail.Write("resumed", bookmark.Id);
    })));
    await Task.Delay(20);
}

await dispatching;
Console.WriteLine("done");

async Task<bool> AllDoneAsync()
{
    var running = await node.Get<IWorkflowInstanceStore>().CountAsync(new WorkflowInstanceFilter { WorkflowStatus = WorkflowStatus.Running });
    var finished = await node.Get<IWorkflowInstanceStore>().CountAsync(new WorkflowInstanceFilter { DefinitionId = "doomed", WorkflowStatus = WorkflowStatus.Finished });
    return running == 0 && finished >= Trail.Lines("accepted").Distinct(StringComparer.Ordinal).Count();
}

static Sequence Sequence(params IActivity[] activities) => new() { Id = "s", Activities = activities.ToList() };
