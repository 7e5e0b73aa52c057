using System.Collections;
using Elsa.Workflows.Models;
using Elsa.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    internal async ValueTask HandleFaultAsync(Exception exception)
    {
        MarkFaulted(exception);
        var resolver = WorkflowExecutionContext.ServiceProvider.GetRequiredService<IIncidentStrategyResolver>();
        var strategy = await resolver.ResolveStrategyAsync(this, CancellationToken);
        strategy.HandleIncident(this);
    }

    internal void MarkFaulted(Exception exception)
    {
        Exception = exception;
        for (var context = this; context is not null; context = context.ParentActivityExecutionContext)
            context.AggregateFaultCount++;
        TransitionTo(ActivityStatus.Faulted);
        WorkflowExecutionContext.Incidents.Add(new ActivityIncident(Activity.Id, NodeId, Activity.Type, Mask(exception.Message)!, DescribeException(), _clock.UtcNow));
        AddExecutionLogEntry("Faulted", exception.Message, payload: Describe(exception));
    }

    private Dictionary<string, object?>? Describe(Exception? exception) => exception is null ? null : new()
    {
        ["exception"] = exception.GetType().FullName,
        ["message"] = Mask(exception.Message),
        ["source"] = exception.Source,
        ["data"] = exception.Data.Cast<DictionaryEntry>().ToDictionary(x => $"{x.Key}", x => (object?)Mask($"{x.Value}")),
        ["stackTrace"] = Mask(exception.StackTrace),
        ["innerException"] = Describe(exception.InnerException),
    };
}
