using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TapeFlows.Scheduling.Schedules;
using Microsoft.AspNetCore.Http.Metadata;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Requests;

/// <summary>The query of a request, read as a body is. What is empty counts as not given; what is unknown is refused, since it would otherwise be a filter that does nothing.</summary>
internal sealed class Query<T> : IEndpointParameterMetadataProvider
    where T : class, new()
{
    private Query(T value) => Value = value;

    /// <summary>What was asked for.</summary>
    public T Value { get; }

    /// <summary>Called by the framework.</summary>
    /// <exception cref="ProblemException">A parameter makes no sense.</exception>
    public static ValueTask<Query<T>?> BindAsync(HttpContext context)
    {
        var shape = ApiJson.Options.GetTypeInfo(typeof(T));
        var reader = new FieldReader();
        var value = new T();
        foreach (var (name, texts) in context.Request.Query)
        {
            if (shape.Properties.FirstOrDefault(property => property.Name == name) is not { } property)
                reader.Errors.Add(new FieldError(name, $"There is no such parameter. There are {string.Join(", ", shape.Properties.Select(x => x.Name))}."));
            else if (texts.Where(text => !string.IsNullOrEmpty(text)).ToArray() is { Length: > 0 } given)
                reader.Set(value, property, JsonOf(property.PropertyType, given!), name);
        }

        return reader.Errors.Count > 0 ? throw Problem.Of(reader.Errors) : ValueTask.FromResult<Query<T>?>(new Query<T>(value));
    }

    /// <summary>Called by the framework: tells the description of the API what is taken.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new QueryShape(typeof(T)));

    // A text such as 12 or true is the number or the truth value, where that is asked for.
    private static JsonElement JsonOf(Type wanted, string[] given)
    {
        if (ApiJson.Options.GetTypeInfo(wanted).Kind == JsonTypeInfoKind.Enumerable)
            return JsonSerializer.SerializeToElement(given);
        var type = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if ((type == typeof(bool) || type == typeof(int) || type == typeof(long)) && TryParse(given[0]) is { } bare)
            return bare;
        return JsonSerializer.SerializeToElement(given[0]);
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>On an endpoint: the record whose properties are the parameters of its query.</summary>
internal sealed record QueryShape(Type Type);
