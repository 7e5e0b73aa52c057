using Elsa.Expressions.Exceptions;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Instances;

/// <summary>Shows and changes the variables of an instance.</summary>
internal sealed class InstanceVariables(IWorkflowInstanceVariableManager variables, IWorkflowInstanceManager instances)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get<InstanceVariables>("workflow-instances/{id}/variables", (x, request) => x.ListAsync(request), "read:workflow-instances");
        routes.Post<InstanceVariables>("workflow-instances/{id}/variables", (x, request) => x.SetAsync(request), "write:workflow-instances");
    }

    // An instance that is not there has no variables; Studio cannot bear another answer.
    private async Task<IResult> ListAsync(ApiRequest request) => await instances.ExistsAsync(request.Route("id"), request.Aborted)
        ? Answer(await variables.GetVariablesAsync(request.Route("id"), cancellationToken: request.Aborted), request)
        : Answer([], request);

    private async Task<IResult> SetAsync(ApiRequest request)
    {
        var id = request.Route("id");
        if (!await instances.ExistsAsync(id, request.Aborted))
            return Answers.NotFound;
        var body = await request.ReadAsync<SetRequest>();
        try
        {
            return Answer(await variables.SetVariablesAsync(id, body.Variables ?? [], request.Aborted), request);
        }
        catch (Exception e) when (e is InvalidOperationException or TypeConversionException)
        {
            throw ApiException.Refused(e.Message);
        }
    }

    private static IResult Answer(IEnumerable<ResolvedVariable> resolved, ApiRequest request) =>
        request.Answer(new ListAnswer<VariableView>(resolved.Select(x => new VariableView(x.Variable.Id, x.Variable.Name, x.Value)).ToList()));

    private sealed record VariableView(string Id, string Name, object? Value);

    private sealed class SetRequest
    {
        public List<VariableUpdateValue>? Variables { get; set; }
    }
}
