using Elsa.Models;
using Elsa.Workflows.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>What the caller may do with definitions. Studio opens a definition without the link <c>publish</c> to look at only, and a list without <c>bulk-publish</c> likewise.</summary>
internal static class DefinitionLinks
{
    private const string Read = "read:workflow-definitions";
    private const string Write = "write:workflow-definitions";
    private const string Publish = "publish:workflow-definitions";
    private const string Retract = "retract:workflow-definitions";
    private const string Delete = "delete:workflow-definitions";
    private const string Execute = "exec:workflow-definitions";

    public static List<Link> OfList(ApiRequest request) => Allowed(
        request,
        (new Link("/workflow-definitions", "self", HttpMethods.Get), Read),
        (new Link("/workflow-definitions/validation/is-name-unique", "is-name-unique", HttpMethods.Get), Read),
        (new Link("/workflow-definitions/query/count", "count", HttpMethods.Get), Read),
        (new Link("/workflow-definitions/many-by-id", "many-by-id", HttpMethods.Get), Read),
        (new Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", HttpMethods.Post), Delete),
        (new Link("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", HttpMethods.Post), Delete),
        (new Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", HttpMethods.Post), Publish),
        (new Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", HttpMethods.Post), Retract),
        (new Link("/workflow-definitions/import", "import", HttpMethods.Post), Write),
        (new Link("/workflow-definitions/import-files", "import-files", HttpMethods.Post), Write),
        (new Link("/workflow-definitions", "create", HttpMethods.Post), Write));

    public static List<Link> Of(string definitionId, bool isReadonly, ApiRequest request)
    {
        var path = $"/workflow-definitions/{Uri.EscapeDataString(definitionId)}";
        var links = Allowed(
            request,
            (new Link(path, "self", HttpMethods.Get), Read),
            (new Link($"/workflow-definitions/by-definition-id/{Uri.EscapeDataString(definitionId)}", "self", HttpMethods.Get), Read),
            (new Link($"{path}/versions", "versions", HttpMethods.Get), Read),
            (new Link($"{path}/bulk-dispatch", "bulk-dispatch", HttpMethods.Post), Execute),
            (new Link($"{path}/dispatch", "dispatch", HttpMethods.Post), Execute),
            (new Link($"{path}/execute", "execute", HttpMethods.Post), Execute),
            (new Link($"{path}/export", "export", HttpMethods.Post), Read));
        if (isReadonly)
            return links;

        links.AddRange(Allowed(
            request,
            (new Link($"{path}/publish", "publish", HttpMethods.Post), Publish),
            (new Link($"{path}/retract", "retract", HttpMethods.Post), Retract),
            (new Link(path, "delete", HttpMethods.Delete), Delete),
            (new Link($"{path}/import", "import", HttpMethods.Put), Write),
            (new Link($"{path}/update-references", "update-references", HttpMethods.Post), Publish)));
        return links;
    }

    private static List<Link> Allowed(ApiRequest request, params ReadOnlySpan<(Link Link, string Permission)> links)
    {
        var allowed = new List<Link>(links.Length);
        foreach (var (link, permission) in links)
        {
            if (request.Can(permission))
                allowed.Add(link);
        }

        return allowed;
    }
}
