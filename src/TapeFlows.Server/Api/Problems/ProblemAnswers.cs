using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;

namespace TapeFlows.Server.Api.Problems;

/// <summary>
/// Has every refusal below <c>/api</c> answered with problem details: what a handler throws, and the empty answers of routing and authorization. It stands around everything else.
/// </summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> logger)
{
    private const string ContentType = "application/problem+json";
    private static readonly PathString[] Served = ["/api", "/openapi"];
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Array.Exists(Served, path => context.Request.Path.StartsWithSegments(path)))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && e is not OutOfMemoryException)
        {
            await AnswerAsync(context, e);
            return;
        }

        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 })
            await WriteAsync(context, Kind(context.Response.StatusCode), Advice(context), errors: []);
    }

    private Task AnswerAsync(HttpContext context, Exception failure)
    {
        var (problem, detail, errors) = Explain(failure);
        if (problem.Status >= 500)
            LogFailure(logger, failure, context.Request.Method, context.Request.Path);
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        return WriteAsync(context, problem, detail, errors);
    }

    /// <summary>What a failure means to a caller.</summary>
    public static (Problem Problem, string Detail, IReadOnlyList<FieldError> Errors) Explain(Exception failure) => failure switch
    {
        ProblemException refused => (refused.Problem, refused.Message, refused.Errors),
        AccessException refused => Of(refused),
        TaskValidationException invalid => (Problem.InvalidFields, invalid.Message, invalid.Errors),
        TaskNotFoundException => (Problem.NotFound, failure.Message, []),
        TaskVersionException => (Problem.VersionMismatch, failure.Message, []),
        TaskConflictException or OperationException or RestoreException => (Problem.Conflict, failure.Message, []),
        CatalogException or TapeException => (Problem.Unavailable, failure.Message, []),
        DbException => (Problem.Unavailable, "The database did not answer as it should. Look into the server's log, and try again.", []),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (Problem.TooLarge, "The body is larger than what is taken here.", []),
        BadHttpRequestException bad => (Kind(bad.StatusCode), "The request could not be read to its end.", []),
        _ => (Problem.Internal, "Nobody foresaw this. The server's log has the details.", []),
    };

    private static (Problem Problem, string Detail, IReadOnlyList<FieldError> Errors) Of(AccessException refused) => refused switch
    {
        { Refusal: AccessRefusal.Unknown } => (Problem.NotFound, refused.Message, []),
        { Refusal: AccessRefusal.Conflict } => (Problem.Conflict, refused.Message, []),
        { Field: { } field } => (Problem.InvalidFields, $"Nothing was changed. {field}: {refused.Message}", [new FieldError(field, refused.Message)]),
        _ => (Problem.BadRequest, refused.Message, []),
    };

    private static Problem Kind(int status) => Problem.All.FirstOrDefault(problem => problem.Status == status && problem != Problem.InvalidFields && problem != Problem.MalformedJson)
        ?? (status < 500 ? Problem.BadRequest : Problem.Internal) with { Status = status };

    // Who is not known, or may not, is told nothing.
    private static string? Advice(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}. /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible here, but {context.Response.Headers.Allow}.",
        StatusCodes.Status415UnsupportedMediaType => $"The body is of the type '{context.Request.ContentType}'. Send JSON, with the header Content-Type: application/json.",
        _ => null,
    };

    private static async Task WriteAsync(HttpContext context, Problem problem, string? detail, IReadOnlyList<FieldError> errors)
    {
        context.Response.ContentType = ContentType;
        var document = new ProblemDocument
        {
            Type = problem.Type,
            Title = problem.Title,
            Status = problem.Status,
            Detail = detail,
            Errors = errors.Count == 0 ? null : errors.GroupBy(error => error.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(error => error.Message)], StringComparer.Ordinal),
            TraceId = problem.Status >= 500 ? Activity.Current?.Id ?? context.TraceIdentifier : null,
        };
        await JsonSerializer.SerializeAsync(context.Response.Body, document, Json, context.RequestAborted);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string method, string path);
}

/// <summary>Puts <see cref="ProblemAnswers"/> in front of all other parts of the pipeline, authentication included.</summary>
internal sealed class ProblemAnswersFirst : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => pipeline =>
    {
        pipeline.UseMiddleware<ProblemAnswers>();
        next(pipeline);
    };
}
