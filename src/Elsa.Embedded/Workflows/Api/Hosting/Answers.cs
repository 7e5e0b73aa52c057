using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>Answers as the recorded server gives them.</summary>
internal static class Answers
{
    public static IResult Ok { get; } = Results.Ok();

    public static IResult NoContent { get; } = Results.NoContent();

    // Without a body.
    public static IResult NotFound { get; } = Results.StatusCode(StatusCodes.Status404NotFound);

    public static IResult Json(object value, JsonSerializerOptions options, int status = StatusCodes.Status200OK) => new JsonAnswer(value, options, status, "application/json");

    public static IResult Problem(ApiException error) =>
        new JsonAnswer(new { statusCode = error.Status, message = "One or more errors occurred!", errors = error.Errors }, JsonSerializerOptions.Default, error.Status, "application/problem+json");

    public static IResult File(byte[] content, string name) => Results.File(content, "application/octet-stream", name);
}
