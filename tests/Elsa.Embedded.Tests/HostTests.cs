using Elsa.Extensions;
using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests;

/// <summary>The snippet of the README, as a host would write it against Elsa's public API alone.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_runs_a_definition_file_and_watches_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var services = new ServiceCollection();
        services.AddSingleton<Watch>();
        services.AddElsa(elsa => elsa.AddActivitiesFrom<HostTests>());
        services.AddNotificationHandler<Watch, ActivityExecuting>(sp => sp.GetRequiredService<Watch>());
        services.AddNotificationHandler<Watch, ActivityExecuted>(sp => sp.GetRequiredService<Watch>());
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IRegistriesPopulator>().PopulateAsync(cancellationToken);

        await using var scope = provider.CreateAsyncScope();
        var json = await File.ReadAllTextAsync(TestFiles.PathOf("fault.json"), cancellationToken);
        var model = scope.ServiceProvider.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json);
        var workflow = scope.ServiceProvider.GetRequiredService<WorkflowDefinitionMapper>().Map(model!);
        var options = new RunWorkflowOptions { Input = new Dictionary<string, object> { ["Source"] = "/data" } };
        var result = await scope.ServiceProvider.GetRequiredService<IWorkflowRunner>().RunAsync(workflow, options, cancellationToken);

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Equal("Something broke", result.WorkflowState.Incidents.Single().Message);
        Assert.Empty(result.WorkflowState.Output);
        Assert.Equal(["fault: Workflow1", "fault: seq1", "fault: w1", "fault: f1"], provider.GetRequiredService<Watch>().Lines);
    }

    private sealed class Watch : INotificationHandler<ActivityExecuting>, INotificationHandler<ActivityExecuted>
    {
        public List<string> Lines { get; } = [];

        public Task HandleAsync(ActivityExecuting notification, CancellationToken cancellationToken)
        {
            var context = notification.ActivityExecutionContext;
            Lines.Add($"{context.WorkflowExecutionContext.Workflow.Identity.DefinitionId}: {context.Activity.Id}");
            return Task.CompletedTask;
        }

        public Task HandleAsync(ActivityExecuted notification, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
