using Elsa.Workflows.Activities;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Where an activity is within a version: what Studio needs to go into nested levels.</summary>
internal sealed class DefinitionGraphs(IWorkflowDefinitionService definitions)
{
    private const string Read = "read:workflow-definitions";

    public static void Map(ApiRoutes routes)
    {
        routes.Get<DefinitionGraphs>("workflow-definitions/subgraph/{id}", (x, request) => x.GetNodeAsync(request), Read);
        routes.Get<DefinitionGraphs>("workflow-definitions/subgraph/segments/{id}", (x, request) => x.GetSegmentsAsync(request), Read);
    }

    // Without a path it is the root that is meant; the recorded server fails there.
    private async Task<IResult> GetNodeAsync(ApiRequest request)
    {
        if (await FindAsync(request) is not { } graph)
            return Answers.NotFound;
        var node = request.Text("parentNodeId") is { } id ? graph.FindNodeById(id) : graph.FindNodeByActivity(graph.Workflow.Root);
        return node is null ? Answers.NotFound : Answers.Json(NodeView.Of(node), request.Json.Definitions);
    }

    private async Task<IResult> GetSegmentsAsync(ApiRequest request)
    {
        if (await FindAsync(request) is not { } graph || request.Text("childNodeId") is not { } id || graph.FindNodeById(id) is not { } child)
            return Answers.NotFound;
        var path = new List<Segment>();
        for (var (inner, outer) = (child, ParentOf(child)); outer is not null && outer.Activity is not Workflow; (inner, outer) = (outer, ParentOf(outer)))
            path.Insert(0, new Segment(outer.Activity.NodeId, outer.Activity.Id, outer.Activity.Type, inner.Port, outer.Activity.Name));
        var container = child.Ancestors().FirstOrDefault(x => x.Activity is Container) ?? ParentOf(child) ?? child;
        return Answers.Json(new { ChildNode = NodeView.Of(child), Container = NodeView.Of(container), PathSegments = path }, request.Json.Definitions);
    }

    private Task<WorkflowGraph?> FindAsync(ApiRequest request) => definitions.FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionVersionId(request.Route("id")), request.Aborted);

    private static ActivityNode? ParentOf(ActivityNode node) => node.Parents.FirstOrDefault();

    private sealed record Segment(string ActivityNodeId, string ActivityId, string ActivityType, string PortName, string? ActivityName);

    private sealed record NodeView(string NodeId, string Port, IActivity Activity)
    {
        public static NodeView Of(ActivityNode node) => new(node.Activity.NodeId, node.Port, node.Activity);
    }
}
