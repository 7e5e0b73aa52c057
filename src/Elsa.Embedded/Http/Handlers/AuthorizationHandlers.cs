using Microsoft.AspNetCore.Authorization;

namespace Elsa.Http.Handlers;

/// <summary>Lets everybody in, whatever the endpoint asks for.</summary>
public class AllowAnonymousHttpEndpointAuthorizationHandler : IHttpEndpointAuthorizationHandler
{
    /// <inheritdoc />
    public ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context) => new(true);
}

/// <summary>Lets in whom the host knows and who meets the policy, if the endpoint names one.</summary>
public class AuthenticationBasedHttpEndpointAuthorizationHandler : IHttpEndpointAuthorizationHandler
{
    private readonly IAuthorizationService _authorization;

    /// <summary>Creates the handler.</summary>
    public AuthenticationBasedHttpEndpointAuthorizationHandler(IAuthorizationService authorizationService) => _authorization = authorizationService;

    /// <inheritdoc />
    public async ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context)
    {
        var user = context.HttpContext.User;
        if (user.Identity?.IsAuthenticated != true)
            return false;
        return string.IsNullOrWhiteSpace(context.Policy) || (await _authorization.AuthorizeAsync(user, new { context.Workflow }, context.Policy)).Succeeded;
    }
}
