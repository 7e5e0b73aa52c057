using Elsa.Embedded.Tests.Workflows.Runtime;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Scheduling.Activities;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;

namespace Elsa.Embedded.Tests.Scheduling;

/// <summary>Whoever deletes an instance deletes what it waits for: its timers are scheduled no longer.</summary>
public sealed class DeletedInstanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_goes_with_its_instance(bool byClient)
    {
        await using var node = await RuntimeNode.StartAsync(new MemoryTestStorage(), configure: x => x.UseScheduling());
        await node.PublishAsync("delayed", new Sequence { Id = "s", Activities = { new Delay(TimeSpan.FromHours(1)) { Id = "d" } } });
        var id = (await node.StartWorkflowAsync("delayed")).WorkflowInstanceId!;
        var agenda = node.Get<Elsa.Scheduling.Services.Agenda>();
        Assert.Equal(1, agenda.Count);

        if (byClient)
            Assert.True(await node.CallAsync<IWorkflowRuntime, bool>(async x => await (await x.CreateClientAsync(id, Token)).DeleteAsync(Token)));
        else
            Assert.True(await node.CallAsync<IWorkflowInstanceManager, bool>(x => x.DeleteAsync(new WorkflowInstanceFilter { Id = id }, Token)));

        Assert.Equal(0, agenda.Count);
        Assert.Empty(await node.BookmarksAsync(id));
        Assert.Null(await node.FindAsync(id));
    }
}
