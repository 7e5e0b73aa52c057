using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Requests;

/// <summary>The JSON object in the body of a request, read with an error for each field (<see cref="FieldReader"/>).</summary>
internal sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class, new()
{
    // A name that comes twice is a mistake, and which of the two counts differs from reader to reader.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private Body(T value, IReadOnlySet<string> given) => (Value, Given) = (value, given);

    /// <summary>What was sent.</summary>
    public T Value { get; }

    /// <summary>The names of the fields that were sent, also of those that are null.</summary>
    public IReadOnlySet<string> Given { get; }

    /// <summary>Called by the framework.</summary>
    /// <exception cref="ProblemException">The body is no such object.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            throw Problem.UnsupportedMediaType.Because($"The body is {(context.Request.ContentType is { Length: > 0 } type ? $"'{type}'" : "of no stated type")}. Send JSON, with the header Content-Type: application/json.");
        using var json = await ParseAsync(context);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw Problem.MalformedJson.Because($"The body is {json.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object. Send an object, for example {{}}.");
        var reader = new FieldReader();
        var value = (T)reader.Read(json.RootElement, typeof(T), path: "");
        if (reader.Errors.Count > 0)
            throw Problem.Of(reader.Errors);
        return new Body<T>(value, json.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Called by the framework: tells the description of the API what is taken.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));

    private static async Task<JsonDocument> ParseAsync(HttpContext context)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is null ? "" : $" at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw Problem.MalformedJson.Because($"The body is no JSON that could be read{place}: {Reason(e)} Nothing was changed.");
        }
    }

    // Without the place, which the framework adds to its words.
    private static string Reason(JsonException e) =>
        e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end && end > 0 ? e.Message[..end] : e.Message;
}
