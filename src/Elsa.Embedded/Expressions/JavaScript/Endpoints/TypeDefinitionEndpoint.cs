using System.Text;
using Elsa.Common.Models;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Expressions.JavaScript.Endpoints;

/// <summary>Declares to the editor of scripts what a script may use.</summary>
internal sealed class TypeDefinitionEndpoint(IWorkflowDefinitionService definitions, ITypeDefinitionService declarations)
{
    public static void Map(ApiRoutes routes) => routes.Post<TypeDefinitionEndpoint>(
        "scripting/javascript/type-definitions/{workflowDefinitionId}", (x, request) => x.GetAsync(request), "read:*", "read:javascript-type-definitions");

    private async Task<IResult> GetAsync(ApiRequest request)
    {
        var id = request.Route("workflowDefinitionId");
        var body = await request.ReadAsync<TypeDefinitionRequest>();
        var handle = WorkflowDefinitionHandle.ByDefinitionId(id, VersionOptions.Latest);
        if (await definitions.FindWorkflowGraphAsync(handle, request.Aborted) is not { } graph)
            return Answers.NotFound;
        var text = await declarations.GenerateTypeDefinitionsAsync(new TypeDefinitionContext(graph, body.ActivityTypeName, body.PropertyName, request.Aborted));
        return Results.File(Encoding.UTF8.GetBytes(text), "application/x-typescript", $"elsa.{id}.d.ts");
    }

    private sealed class TypeDefinitionRequest
    {
        public string? ActivityTypeName { get; set; }
        public string? PropertyName { get; set; }
    }
}
