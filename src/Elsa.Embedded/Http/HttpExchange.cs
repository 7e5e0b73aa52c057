using Elsa.Workflows;
using Elsa.Workflows.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elsa.Http;

/// <summary>A request for a workflow and its one answer. The request is for one activity, and whoever answers first does: the workflow, or the server because it took too long.</summary>
internal sealed class HttpExchange(HttpContext httpContext, RouteValueDictionary routeValues)
{
    private const int Open = 0;
    private const int Answered = 1;
    private const int Abandoned = 2;
    private static readonly object Key = new();
    private int _isTaken;
    private int _answer;

    public HttpRequest Request => httpContext.Request;

    public RouteValueDictionary RouteValues => routeValues;

    /// <summary>Whether the sender proved who it is: its credentials are then not the workflow's business.</summary>
    public bool IsAuthorized { get; init; }

    /// <summary>What the body says.</summary>
    public object? Body { get; set; }

    /// <summary>The body is longer than the endpoint takes, and was not read.</summary>
    public bool IsTooLarge { get; set; }

    public bool IsAnswered => Volatile.Read(ref _answer) == Answered;

    public void Begin() => httpContext.Items[Key] = this;

    /// <summary>The request that the burst of an activity belongs to; null if there is none.</summary>
    public static HttpExchange? Of(ActivityExecutionContext context) => HttpContextOf(context)?.Items.TryGetValue(Key, out var exchange) == true ? (HttpExchange?)exchange : null;

    /// <summary>Takes the request; an endpoint that comes around again must wait for another one.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Takes the answer away from the workflow; false if it has begun to answer.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _answer, Abandoned, Open) == Open;

    /// <summary>The answer to write; throws if nobody would get it.</summary>
    public static HttpResponse Answer(ActivityExecutionContext context)
    {
        var http = HttpContextOf(context) ?? throw NoContext("Nobody waits for an answer: this part of the workflow was not started by a request.");
        if (Of(context) is { } exchange && Interlocked.CompareExchange(ref exchange._answer, Answered, Open) is var before && before != Open)
            throw NoContext(before == Abandoned ? "The sender did not wait long enough: it has got an answer from the server." : "The request is answered already.");
        return http.Response.HasStarted ? throw NoContext("The request is answered already.") : http.Response;
    }

    private static HttpContext? HttpContextOf(ActivityExecutionContext context) => context.GetService<IHttpContextAccessor>()?.HttpContext;

    private static FaultException NoContext(string message) => new(HttpFaultCodes.NoHttpContext, HttpFaultCategories.Http, "System", message);
}
