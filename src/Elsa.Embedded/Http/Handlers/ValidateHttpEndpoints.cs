using Elsa.Expressions.Helpers;
using Elsa.Http.Bookmarks;
using Elsa.Http.Routing;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.AspNetCore.Routing;

namespace Elsa.Http.Handlers;

/// <summary>Refuses to publish endpoints whose path cannot be read, whose method is none, or that somebody else has.</summary>
internal sealed class ValidateHttpEndpoints(ITriggerIndexer indexer, ITriggerStore triggers, IInlineConstraintResolver constraints) : INotificationHandler<WorkflowDefinitionValidating>
{
    public async Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        var workflow = notification.Workflow;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trigger in (await indexer.GetTriggersAsync(workflow, cancellationToken)).Where(x => x.Name == HttpStimulusNames.HttpEndpoint))
        {
            var payload = trigger.Payload.ConvertTo<HttpEndpointBookmarkPayload>()!;
            if (await ProblemOfAsync(payload, trigger, workflow.Identity.DefinitionId, seen, cancellationToken) is { } problem)
                notification.ValidationErrors.Add(new WorkflowValidationError(problem, trigger.ActivityId));
        }
    }

    private async Task<string?> ProblemOfAsync(HttpEndpointBookmarkPayload payload, StoredTrigger trigger, string definitionId, HashSet<string> seen, CancellationToken cancellationToken)
    {
        try
        {
            RouteTemplate.Parse(payload.Path, constraints);
        }
        catch (FormatException e)
        {
            return e.Message;
        }

        if (payload.Method.Length == 0 || !payload.Method.All(IsTokenCharacter))
            return $"'{payload.Method}' is no HTTP method.";
        if (!seen.Add(trigger.Hash!))
            return $"The {payload.Path} path and {payload.Method} method are used twice in this workflow.";
        var others = await triggers.FindManyAsync(new TriggerFilter { Hash = trigger.Hash }, cancellationToken);
        return others.Any(x => x.WorkflowDefinitionId != definitionId) ? $"The {payload.Path} path and {payload.Method} method are already in use by another workflow!" : null;
    }

    // RFC 9110, 5.6.2 and 9.1.
    private static bool IsTokenCharacter(char value) => char.IsAsciiLetterOrDigit(value) || "!#$%&'*+-.^_`|~".Contains(value, StringComparison.Ordinal);
}
