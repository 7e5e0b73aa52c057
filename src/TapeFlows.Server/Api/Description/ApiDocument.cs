using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Description;

/// <summary>The description of the API, <c>/openapi/v1.json</c>: made of the routes as they are, so that it cannot say anything else than they do.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    private const string Bearer = "bearer";

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "TapeFlows",
                Version = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3),
                Description = "Tape backup run as procedures: tasks and their runs, operations, sets and restores, media. Names are in snake case, moments are ISO 8601, durations seconds. Refusals are problem details (RFC 9457) whose type never changes.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The access_token that POST /api/auth/login answers, or an API key." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<QueryShape>().FirstOrDefault() is { } query)
            await AddParametersAsync(operation, context, query.Type, cancellationToken);
        if (metadata.OfType<BodyExample>().FirstOrDefault() is { } example && operation.RequestBody?.Content is { } content)
        {
            foreach (var media in content.Values)
                media.Example = JsonNode.Parse(example.Json);
        }

        if (metadata.OfType<Microsoft.AspNetCore.Authorization.IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return;
        }

        operation.Responses ??= [];
        foreach (var problem in (Problem[])[Problem.Unauthenticated, Problem.Forbidden])
            operation.Responses.TryAdd(FormattableString.Invariant($"{problem.Status}"), new OpenApiResponse { Description = problem.Title });
        if (metadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().LastOrDefault(x => x.Policy is not null) is { } right)
            operation.Description = $"{operation.Description} Needs the right to {right.Policy}.".TrimStart();
    }

    private static async Task AddParametersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        var schema = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = property.Description, Schema = property });
    }
}
