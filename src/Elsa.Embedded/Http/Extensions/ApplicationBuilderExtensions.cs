using Elsa.Http.Middleware;
using Microsoft.AspNetCore.Builder;

#pragma warning disable IDE0130
namespace Elsa.Extensions;
#pragma warning restore IDE0130

/// <summary>Adds what workflows do with requests.</summary>
public static partial class ApplicationBuilderExtensions
{
    /// <summary>Lets requests below the base path start and resume workflows. Put it behind authentication, so that endpoints know their senders.</summary>
    public static IApplicationBuilder UseWorkflows(this IApplicationBuilder app) => app.UseMiddleware<HttpWorkflowsMiddleware>();
}
