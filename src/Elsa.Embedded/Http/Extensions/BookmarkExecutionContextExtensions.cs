using Elsa.Http;
using Elsa.SasTokens.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Api;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.Options;

namespace Elsa.Extensions;

/// <summary>Makes addresses that resume a bookmark: for mails and for other systems. Whoever has one may use it.</summary>
public static class BookmarkExecutionContextExtensions
{
    /// <summary>A token that resumes a bookmark of the instance; without a lifetime and an end it never expires.</summary>
    public static string GenerateBookmarkTriggerToken(this ActivityExecutionContext context, string bookmarkId, TimeSpan? lifetime = null, DateTimeOffset? expiresAt = null)
    {
        var tokens = context.GetRequiredService<ITokenService>();
        var payload = new BookmarkTokenPayload(bookmarkId, context.WorkflowExecutionContext.Id);
        if (lifetime is not null)
            return tokens.CreateToken(payload, lifetime.Value);
        return expiresAt is not null ? tokens.CreateToken(payload, expiresAt.Value) : tokens.CreateToken(payload);
    }

    /// <summary>An address that resumes a bookmark of the instance; it never expires.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId) => UrlOf(context, context.GenerateBookmarkTriggerToken(bookmarkId));

    /// <summary>An address that resumes a bookmark of the instance, for a time.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId, TimeSpan lifetime) => UrlOf(context, context.GenerateBookmarkTriggerToken(bookmarkId, lifetime));

    /// <summary>An address that resumes a bookmark of the instance, until an instant.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId, DateTimeOffset expiresAt) =>
        UrlOf(context, context.GenerateBookmarkTriggerToken(bookmarkId, expiresAt: expiresAt));

    private static string UrlOf(ActivityExecutionContext context, string token)
    {
        var prefix = context.GetRequiredService<IOptions<ApiEndpointOptions>>().Value.RoutePrefix.Trim('/');
        return context.GetRequiredService<IAbsoluteUrlProvider>().ToAbsoluteUrl($"/{prefix}/bookmarks/resume?t={Uri.EscapeDataString(token)}").ToString();
    }
}
