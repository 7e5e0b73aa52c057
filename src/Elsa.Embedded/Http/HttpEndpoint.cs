using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Http.Extensions;
using Elsa.Http.Middleware;
using Elsa.Http.UIHints;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>Waits for a request, or starts the workflow by it.</summary>
[Activity("Elsa", "HTTP", "Wait for an inbound HTTP request that matches the specified path and methods.", DisplayName = "HTTP Endpoint")]
[Output(IsSerializable = false)]
public class HttpEndpoint : Trigger<HttpRequest>
{
    /// <summary>Creates the activity.</summary>
    public HttpEndpoint([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its path and method.</summary>
    public HttpEndpoint(Input<string> path, Input<string> method, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(path, source, line) =>
        SupportedMethods = new Input<ICollection<string>>(x => [method.Get(x)]);

    /// <summary>Creates the activity with its path.</summary>
    public HttpEndpoint(Input<string> path, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Path = path;

    /// <summary>The path below the base path: a route template such as <c>orders/{id}</c>.</summary>
    [Input(Description = "The path to associate with the workflow.", UIHint = InputUIHints.SingleLine, UIHandler = typeof(HttpEndpointPathUIHandler))]
    public Input<string> Path { get; set; } = default!;

    /// <summary>The methods.</summary>
    [Input(Description = "The HTTP methods to accept.", Options = new[] { "GET", "POST", "PUT", "HEAD", "DELETE" }, UIHint = InputUIHints.CheckList)]
    public Input<ICollection<string>> SupportedMethods { get; set; } = new(new List<string> { "GET" });

    /// <summary>Whether the sender must be known.</summary>
    [Input(Description = "Allow authenticated requests only.", Category = "Security")]
    public Input<bool> Authorize { get; set; } = new(false);

    /// <summary>The policy that the sender must meet; naming one means that it must be known.</summary>
    [Input(Description = "Provide a policy to evaluate. If the policy fails, the request is forbidden.", Category = "Security")]
    public Input<string?> Policy { get; set; } = new(default(string));

    /// <summary>How long the answer may take: then the sender gets 504, and the workflow goes on.</summary>
    [Input(Description = "The maximum time allowed to process the request.", Category = "Upload")]
    public Input<TimeSpan?> RequestTimeout { get; set; } = default!;

    /// <summary>The longest body, in bytes.</summary>
    [Input(Description = "The maximum request size allowed in bytes.", Category = "Upload")]
    public Input<long?> RequestSizeLimit { get; set; } = default!;

    /// <summary>The longest file of a form, in bytes.</summary>
    [Input(Description = "The maximum file size allowed in bytes for an individual file.", Category = "Upload")]
    public Input<long?> FileSizeLimit { get; set; } = default!;

    /// <summary>The extensions that files may have; with or without a dot.</summary>
    [Input(Description = "Only file extensions in this list are allowed. Leave empty to allow all extensions", Category = "Upload", UIHint = InputUIHints.MultiText)]
    public Input<ICollection<string>> AllowedFileExtensions { get; set; } = default!;

    /// <summary>The extensions that files may not have; with or without a dot.</summary>
    [Input(Description = "File extensions in this list are forbidden. Leave empty to not block any extension.", Category = "Upload", UIHint = InputUIHints.MultiText)]
    public Input<ICollection<string>> BlockedFileExtensions { get; set; } = default!;

    /// <summary>The types that files may have; <c>image/*</c> stands for all images.</summary>
    [Input(Description = "Only MIME types in this list are allowed. Leave empty to allow all types", Category = "Upload", UIHint = InputUIHints.MultiText)]
    public Input<ICollection<string>> AllowedMimeTypes { get; set; } = default!;

    /// <summary>Whether a body that is too long is an outcome, in place of 413.</summary>
    [Input(Description = "A value indicating whether to expose the \"Request too large\" outcome.", Category = "Outcomes")]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    /// <summary>Whether a file that is too long is an outcome, in place of 413.</summary>
    [Input(Description = "A value indicating whether to expose the \"File too large\" outcome.", Category = "Outcomes")]
    public bool ExposeFileTooLargeOutcome { get; set; }

    /// <summary>Whether a file with a wrong extension is an outcome, in place of 415.</summary>
    [Input(Description = "A value indicating whether to expose the \"Invalid file extension\" outcome.", Category = "Outcomes")]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    /// <summary>Whether a file with a wrong type is an outcome, in place of 415.</summary>
    [Input(Description = "A value indicating whether to expose the \"Invalid file MIME type\" outcome.", Category = "Outcomes")]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    /// <summary>The body as an object, a text, the fields of a form, or a file.</summary>
    [Output(Description = "The parsed request content, if any.")]
    public Output<object?> ParsedContent { get; set; } = default!;

    /// <summary>The files of the form.</summary>
    [Output(Description = "The uploaded files, if any.", IsSerializable = false)]
    public Output<IFormFile[]> Files { get; set; } = default!;

    /// <summary>The first file of the form.</summary>
    [Output(Description = "The first uploaded file, if any.", IsSerializable = false)]
    public Output<IFormFile?> File { get; set; } = default!;

    /// <summary>The values of the parameters of the path.</summary>
    [Output(Description = "The parsed route data, if any.")]
    public Output<IDictionary<string, object>> RouteData { get; set; } = default!;

    /// <summary>The values of the query.</summary>
    [Output(Description = "The querystring data, if any.")]
    public Output<IDictionary<string, object>> QueryStringData { get; set; } = default!;

    /// <summary>The headers; those that let the sender in are not among them where the endpoint asks for authorisation.</summary>
    [Output(Description = "The headers, if any.")]
    public Output<IDictionary<string, object>> Headers { get; set; } = default!;

    /// <inheritdoc />
    protected override IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => context.GetHttpEndpointStimuli(new HttpEndpointOptions
    {
        Path = context.Get(Path) ?? "",
        Methods = context.Get(SupportedMethods) ?? [],
        Authorize = context.Get(Authorize),
        Policy = context.Get(Policy),
        RequestTimeout = context.Get(RequestTimeout),
        RequestSizeLimit = context.Get(RequestSizeLimit),
    });

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.IsTriggerOfWorkflow() && HttpExchange.Of(context) is { } exchange && exchange.TryTake() ? ReceiveAsync(context, exchange) : WaitAsync(context);

    private ValueTask WaitAsync(ActivityExecutionContext context) => HttpEndpointActivityExecutionContextExtensions.WaitAsync(
        context,
        new HttpEndpointOptions
        {
            Path = Path.GetOrDefault(context) ?? "",
            Methods = SupportedMethods.GetOrDefault(context) ?? [],
            Authorize = Authorize.GetOrDefault(context),
            Policy = Policy.GetOrDefault(context),
            RequestTimeout = RequestTimeout.GetOrDefault(context),
            RequestSizeLimit = RequestSizeLimit.GetOrDefault(context),
        },
        OnResumeAsync,
        bookmarkName: null,
        ExposeRequestTooLargeOutcome ? new Dictionary<string, string> { [EndpointHandler.ExposesTooLarge] = "true" } : null);

    private ValueTask OnResumeAsync(ActivityExecutionContext context)
    {
        if (HttpExchange.Of(context) is { } exchange && exchange.TryTake())
            return ReceiveAsync(context, exchange);

        // Somebody resumed the bookmark without a request: there is nothing to put out yet.
        context.AddExecutionLogEntry("Warning", "The endpoint was resumed without a request; it goes on waiting for one.");
        return WaitAsync(context);
    }

    private async ValueTask ReceiveAsync(ActivityExecutionContext context, HttpExchange exchange)
    {
        var request = exchange.Request;
        context.SetResult(request);
        RouteData.Set(context, exchange.RouteValues.ToDictionary(x => x.Key, x => x.Value!));
        QueryStringData.Set(context, request.Query.ToObjectDictionary());
        Headers.Set(context, HeadersOf(exchange));
        if (exchange.IsTooLarge)
        {
            await context.CompleteActivityWithOutcomesAsync("Request too large");
            return;
        }

        var files = request.HasFormContentType ? request.Form.Files.ToArray() : [];
        if (Uploads.ProblemOf(this, context, files) is { } problem)
        {
            await RejectAsync(context, problem);
            return;
        }

        Files.Set(context, files);
        File.Set(context, files.FirstOrDefault());
        ParsedContent.Set(context, await BodyAsync(context, exchange));
        await context.CompleteActivityAsync();
    }

    private async Task<object?> BodyAsync(ActivityExecutionContext context, HttpExchange exchange)
    {
        var wanted = OutputTypes.Of(context, ParsedContent);
        return wanted is null || exchange.Body is null || wanted.IsInstanceOfType(exchange.Body) || exchange.Request.HasFormContentType
            ? exchange.Body
            : await RequestReading.ReadBodyAsync(exchange.Request, wanted, context.GetServices<IHttpContentParser>(), context.CancellationToken);
    }

    // What waits goes on waiting for a request that is right; what the request has started ends.
    private async ValueTask RejectAsync(ActivityExecutionContext context, UploadProblem problem)
    {
        if (problem.IsExposed)
        {
            await context.CompleteActivityWithOutcomesAsync(problem.Outcome);
            return;
        }

        context.AddExecutionLogEntry("Rejected", problem.Detail);
        await Problems.WriteAsync(HttpExchange.Answer(context), problem.Status, problem.Detail, context.WorkflowExecutionContext.Id);
        if (context.IsTriggerOfWorkflow())
            context.WorkflowExecutionContext.Cancel();
        else
            await WaitAsync(context);
    }

    private static Dictionary<string, object> HeadersOf(HttpExchange exchange)
    {
        var headers = exchange.Request.Headers.ToObjectDictionary();
        if (exchange.IsAuthorized)
        {
            foreach (var name in headers.Keys.Where(HttpSecrets.IsSecret).ToList())
                headers.Remove(name);
        }

        return headers;
    }
}
