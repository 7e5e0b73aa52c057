using Elsa.Expressions.Models;
using Elsa.Http;
using Elsa.SasTokens.Contracts;
using Elsa.Workflows.Api;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Elsa.Extensions;

/// <summary>Makes addresses that send an event to the instance: for mails and for other systems. Whoever has one may use it.</summary>
public static class EventExpressionExecutionContextExtensions
{
    /// <summary>An address that sends the event; it never expires.</summary>
    public static string GenerateEventTriggerUrl(this ExpressionExecutionContext context, string eventName) => UrlOf(context, eventName, (tokens, payload) => tokens.CreateToken(payload));

    /// <summary>An address that sends the event, for a time.</summary>
    public static string GenerateEventTriggerUrl(this ExpressionExecutionContext context, string eventName, TimeSpan lifetime) =>
        UrlOf(context, eventName, (tokens, payload) => tokens.CreateToken(payload, lifetime));

    /// <summary>An address that sends the event, until an instant.</summary>
    public static string GenerateEventTriggerUrl(this ExpressionExecutionContext context, string eventName, DateTimeOffset expiresAt) =>
        UrlOf(context, eventName, (tokens, payload) => tokens.CreateToken(payload, expiresAt));

    private static string UrlOf(ExpressionExecutionContext context, string eventName, Func<ITokenService, EventTokenPayload, string> create)
    {
        var services = context.ServiceProvider;
        var tokens = services.GetService<ITokenService>() ?? throw new InvalidOperationException($"There is no address for the event '{eventName}': the host does not serve the API of workflows.");
        var token = create(tokens, new EventTokenPayload(eventName, context.GetWorkflowExecutionContext().Id));
        var prefix = services.GetRequiredService<IOptions<ApiEndpointOptions>>().Value.RoutePrefix.Trim('/');
        return services.GetRequiredService<IAbsoluteUrlProvider>().ToAbsoluteUrl($"/{prefix}/events/trigger?t={Uri.EscapeDataString(token)}").ToString();
    }
}
