using System.Security.Cryptography;
using System.Text.Json;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Elsa.Workflows.Api.Descriptors;

/// <summary>The activities that definitions may use, with their inputs and what can be chosen for them.</summary>
internal sealed class ActivityDescriptors(IActivityRegistry registry, IActivityRegistryPopulator populator, IPropertyUIHandlerResolver choices)
{
    private static readonly string[] Read = ["read:*", "read:activity-descriptors"];

    public static void Map(ApiRoutes routes)
    {
        routes.Get<ActivityDescriptors>("descriptors/activities", (x, request) => x.ListAsync(request), Read);
        routes.Get<ActivityDescriptors>("descriptors/activities/{typeName}", (x, request) => x.GetAsync(request), Read);
        routes.Post<ActivityDescriptors>(
            "descriptors/activities/{activityTypeName}/options/{propertyName}", (x, request) => x.GetOptionsAsync(request), "read:*", "read:activity-descriptors-options");
    }

    // Studio asks for the whole list after every save: with the tag of the list that it has it is told that nothing has changed.
    private async Task<IResult> ListAsync(ApiRequest request)
    {
        if (request.Flag("refresh") == true)
            await populator.PopulateRegistryAsync(request.Aborted);
        var descriptors = registry.ListAll().OrderBy(x => x.TypeName, StringComparer.Ordinal).ThenBy(x => x.Version).ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(new ListAnswer<ActivityDescriptor>(descriptors), request.Json.Definitions);
        request.Http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(json, "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(json).AsSpan(0, 16))}\""));
    }

    private Task<IResult> GetAsync(ApiRequest request)
    {
        var typeName = request.Route("typeName");
        var found = request.Number("version") is { } version ? registry.Find(typeName, version) : registry.Find(typeName);
        return Task.FromResult(found is null ? Answers.NotFound : Answers.Json(found, request.Json.Definitions));
    }

    // What can be chosen may depend on what is chosen already.
    private async Task<IResult> GetOptionsAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<OptionsRequest>();
        var name = request.Route("propertyName");
        var input = registry.Find(request.Route("activityTypeName"))?.Inputs.FirstOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        if (input is null)
            return Answers.NotFound;
        var options = input.PropertyInfo is null ? input.UISpecifications : await choices.GetUIPropertiesAsync(input.PropertyInfo, body.Context, request.Aborted);
        return Answers.Json(new { Items = options ?? new Dictionary<string, object>() }, request.Json.Definitions);
    }

    private sealed class OptionsRequest
    {
        public object? Context { get; set; }
    }
}
