using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Elsa.Common.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>A request: its values by name, whatever their case; what is empty is not set. Wrong values are answered with 400.</summary>
internal sealed class ApiRequest(HttpContext http)
{
    private ApiJson? _json;

    public HttpContext Http => http;

    public CancellationToken Aborted => http.RequestAborted;

    public ApiJson Json => _json ??= http.RequestServices.GetRequiredService<ApiJson>();

    /// <summary>Who asks; null for anonymous routes.</summary>
    public string? Caller => http.User.Identity?.Name;

    /// <summary>Whether the caller has one of the permissions.</summary>
    public bool Can(params ReadOnlySpan<string> permissions)
    {
        foreach (var permission in permissions)
        {
            if (http.User.HasClaim(PermissionNames.ClaimType, permission))
                return true;
        }

        return http.User.HasClaim(PermissionNames.ClaimType, PermissionNames.All);
    }

    /// <summary>A part of the path.</summary>
    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    public string? Text(string name) => http.Request.Query[name].FirstOrDefault(x => !string.IsNullOrEmpty(x));

    /// <summary>All values of a name that is repeated; null if there are none.</summary>
    public List<string>? Texts(string name)
    {
        var values = http.Request.Query[name].Where(x => !string.IsNullOrEmpty(x)).Select(x => x!).ToList();
        if (values.Count > ApiLimits.Ids)
            throw ApiException.Invalid(name, $"At most {ApiLimits.Ids} values are allowed.");
        return values.Count == 0 ? null : values;
    }

    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value
        : throw ApiException.Invalid(name, $"'{text}' is no number from 0 to {int.MaxValue}.");

    public bool? Flag(string name) => Text(name) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw ApiException.Invalid(name, $"'{text}' is neither true nor false.");

    public T? Choice<T>(string name) where T : struct, Enum => Text(name) is { } text ? ParseChoice<T>(name, text) : null;

    public VersionOptions? Versions() => Text("versionOptions") is not { } text ? null
        : VersionOptions.TryParse(text, out var value) ? value
        : throw ApiException.Invalid("versionOptions", $"'{text}' names no version. Use Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or the number of a version.");

    public static T ParseChoice<T>(string name, string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw ApiException.Invalid(name, $"'{text}' is not one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>The page that is asked for; all if none is. What is too far is an empty page.</summary>
    public PageArgs Page() => Paging.Of(Number("page"), Number("pageSize"), Number("skip"), Number("take"));

    /// <summary>The body. None at all means the same as an object without properties.</summary>
    public Task<T> ReadAsync<T>() where T : class, new() => ReadAsync<T>(Json.States);

    /// <summary>The body, read as a definition.</summary>
    public async Task<T> ReadAsync<T>(JsonSerializerOptions options) where T : class, new()
    {
        if (http.Request.ContentLength == 0 || (http.Request.ContentLength is null && !await HasBodyAsync()))
            return new T();
        return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, options, Aborted) ?? new T();
    }

    public IResult Answer(object value, int status = StatusCodes.Status200OK) => Answers.Json(value, Json.States, status);

    private async Task<bool> HasBodyAsync()
    {
        var read = await http.Request.BodyReader.ReadAsync(Aborted);
        http.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }
}
