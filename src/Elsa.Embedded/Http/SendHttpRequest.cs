using System.Globalization;
using System.Runtime.CompilerServices;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Http;

/// <summary>Sends a request and executes the activity for the status of the answer.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request", Kind = ActivityKind.Task)]
public class SendHttpRequest : SendHttpRequestBase, IHoldsActivities
{
    /// <summary>Creates the activity.</summary>
    public SendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>What follows which status.</summary>
    [Input(Description = "A list of expected status codes to handle and the corresponding activity to execute when the status code matches.", UIHint = "http-status-codes")]
    public ICollection<HttpStatusCodeCase> ExpectedStatusCodes { get; set; } = new List<HttpStatusCodeCase>();

    /// <summary>Executed for any other status.</summary>
    [Port("UnmatchedStatusCode")]
    public IActivity? UnmatchedStatusCode { get; set; }

    /// <summary>Executed where nobody answered.</summary>
    [Port("FailedToConnect")]
    public IActivity? FailedToConnect { get; set; }

    /// <summary>Executed where the answer did not come in time.</summary>
    [Port("Timeout")]
    public IActivity? Timeout { get; set; }

    IEnumerable<(string Port, IActivity Activity)> IHoldsActivities.HeldActivities =>
        ExpectedStatusCodes.Where(x => x.Activity is not null).Select(x => (x.StatusCode.ToString(CultureInfo.InvariantCulture), x.Activity!));

    /// <inheritdoc />
    protected override ValueTask HandleResponseAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        var expected = ExpectedStatusCodes.FirstOrDefault(x => x.StatusCode == (int)response.StatusCode);
        return GoOnAsync(context, expected is null ? UnmatchedStatusCode : expected.Activity);
    }

    /// <inheritdoc />
    protected override ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception) => GoOnAsync(context, FailedToConnect);

    /// <inheritdoc />
    protected override ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception) => GoOnAsync(context, Timeout);

    // A record needs the statuses, not the activities behind them.
    private protected override void Prepare(ActivityExecutionContext context) =>
        context.ActivityState[nameof(ExpectedStatusCodes)] = ExpectedStatusCodes.Select(x => x.StatusCode).ToList();

    private ValueTask GoOnAsync(ActivityExecutionContext context, IActivity? next) =>
        next is null ? context.CompleteActivityAsync() : context.ScheduleActivityAsync(next, OnChildCompletedAsync);

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteActivityAsync();
}
