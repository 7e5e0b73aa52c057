using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>Writes a value as what it is, whatever the options say of values whose type is not known.</summary>
internal sealed class JsonAnswer(object value, JsonSerializerOptions options, int status, string contentType) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = contentType;
        return JsonSerializer.SerializeAsync(httpContext.Response.Body, value, value.GetType(), options, httpContext.RequestAborted);
    }
}
