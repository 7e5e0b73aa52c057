using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Http;

/// <summary>Sends a request; the status of the answer is the outcome.</summary>
[Activity("Elsa", "HTTP", "Send an HTTP request.", DisplayName = "HTTP Request (flow)", Kind = ActivityKind.Task)]
public class FlowSendHttpRequest : SendHttpRequestBase, IActivityPropertyDefaultValueProvider
{
    /// <summary>Creates the activity.</summary>
    public FlowSendHttpRequest([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The statuses that are outcomes of their own.</summary>
    [Input(Description = "A list of expected status codes to handle.", UIHint = InputUIHints.MultiText, DefaultValueProvider = typeof(FlowSendHttpRequest), Order = 5.1f)]
    public Input<ICollection<int>> ExpectedStatusCodes { get; set; } = default!;

    object IActivityPropertyDefaultValueProvider.GetDefaultValue(PropertyInfo property) =>
        property.Name == nameof(ExpectedStatusCodes) ? new List<int> { 200 } : default!;

    /// <inheritdoc />
    protected override async ValueTask HandleResponseAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        var expected = ExpectedStatusCodes.GetOrDefault(context) ?? [];
        var status = (int)response.StatusCode;
        if (expected.Count == 0)
            await context.CompleteActivityWithOutcomesAsync("Done");
        else
            await context.CompleteActivityWithOutcomesAsync(expected.Contains(status) ? status.ToString(CultureInfo.InvariantCulture) : "Unmatched status code", "Done");
    }

    /// <inheritdoc />
    protected override ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception) =>
        context.CompleteActivityWithOutcomesAsync("Failed to connect");

    /// <inheritdoc />
    protected override ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception) =>
        context.CompleteActivityWithOutcomesAsync("Timeout");
}
