using Elsa.Http;
using Microsoft.AspNetCore.Authorization;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access;

/// <summary>Lets operators use the HTTP endpoints of workflows that ask for somebody who is known: what they start is a run. An endpoint may name a policy besides (<see cref="Policies"/>).</summary>
internal sealed class TriggerCallers(IAuthorizationService authorization) : IHttpEndpointAuthorizationHandler
{
    public async ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context)
    {
        var caller = context.HttpContext.User;
        return Caller.MayOperate(caller) && (string.IsNullOrWhiteSpace(context.Policy) || (await authorization.AuthorizeAsync(caller, context.Workflow, context.Policy)).Succeeded);
    }
}
