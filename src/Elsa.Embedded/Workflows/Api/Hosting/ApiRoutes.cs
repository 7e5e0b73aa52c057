using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>Maps routes to methods of classes whose services are injected, each behind the permissions it needs.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes)
{
    /// <summary>Maps a query.</summary>
    public void Get<T>(string pattern, Func<T, ApiRequest, Task<IResult>> handle, params string[] permissions) => Map(HttpMethods.Get, pattern, handle, permissions, ApiLimits.Command);

    /// <summary>Maps a command.</summary>
    public void Post<T>(string pattern, Func<T, ApiRequest, Task<IResult>> handle, params string[] permissions) => Map(HttpMethods.Post, pattern, handle, permissions, ApiLimits.Command);

    /// <summary>Maps a deletion.</summary>
    public void Delete<T>(string pattern, Func<T, ApiRequest, Task<IResult>> handle, params string[] permissions) => Map(HttpMethods.Delete, pattern, handle, permissions, ApiLimits.Command);

    /// <summary>Maps a route that needs no permission, and nobody to be signed in.</summary>
    public void Anonymous<T>(string method, string pattern, Func<T, ApiRequest, Task<IResult>> handle) => Route(method, pattern, handle, ApiLimits.Command).AllowAnonymous();

    /// <summary>Maps a route whose requests may be as long as it says.</summary>
    public void Map<T>(string method, string pattern, Func<T, ApiRequest, Task<IResult>> handle, string[] permissions, long longestBody) =>
        Route(method, pattern, handle, longestBody).RequireAuthorization(Needs(permissions));

    /// <summary>Somebody who is signed in and has one of the permissions, or all.</summary>
    public static AuthorizationPolicy Needs(params string[] permissions) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(PermissionNames.ClaimType, [PermissionNames.All, .. permissions]).Build();

    private IEndpointConventionBuilder Route<T>(string method, string pattern, Func<T, ApiRequest, Task<IResult>> handle, long longestBody)
    {
        var endpoint = new Lazy<ObjectFactory<T>>(() => ActivatorUtilities.CreateFactory<T>([]));
        Task Run(HttpContext http) => RunAsync(http, () => endpoint.Value(http.RequestServices, []), handle);
        return routes.MapMethods(pattern, [method], Run).WithMetadata(new BodyLimit(longestBody)).DisableCookieRedirect();
    }

    private static async Task RunAsync<T>(HttpContext http, Func<T> create, Func<T, ApiRequest, Task<IResult>> handle)
    {
        IResult answer;
        try
        {
            answer = await handle(create(), new ApiRequest(http));
        }
        catch (ApiException e)
        {
            answer = Answers.Problem(e);
        }
        catch (JsonException e)
        {
            answer = Answers.Problem(ApiException.Invalid(NameOf(e), e.Message));
        }
        catch (BadHttpRequestException e)
        {
            answer = Answers.Problem(new ApiException(e.StatusCode, new Dictionary<string, string[]> { ["generalErrors"] = [e.Message] }));
        }

        await answer.ExecuteAsync(http);
    }

    // As recorded: the path of the value, or a name for text that is no JSON at all.
    private static string NameOf(JsonException error) => error.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "serializerErrors";

    private sealed record BodyLimit(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}
