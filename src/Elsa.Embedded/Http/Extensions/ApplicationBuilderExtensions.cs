using Elsa.Http.Middleware;
using Microsoft.AspNetCore.Builder;

namespace Elsa.Extensions;

/// <summary>Adds what workflows do with requests.</summary>
public static partial class ApplicationBuilderExtensions
{
    /// <summary>Lets requests below the base path start and resume workflows. Put it behind authentication, so that endpoints know their senders.</summary>
    public static IApplicationBuilder UseWorkflows(this IApplicationBuilder app) => app.UseMiddleware<HttpWorkflowsMiddleware>();
}
