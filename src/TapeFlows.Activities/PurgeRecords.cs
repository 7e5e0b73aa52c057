using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations.Purging;

namespace TapeFlows.Activities;

/// <summary>Deletes records that are older than they are kept: the log of tasks, operations, messages, reports, temporary files. Instances and journals the engine removes by itself.</summary>
[Activity("TapeFlows", "Unattended", "Deletes records that are older than they are kept: the log of tasks, operations, messages, reports, temporary files.", DisplayName = "Purge records")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class PurgeRecords : UnattendedStep
{
    /// <summary>How many were deleted.</summary>
    [Output(Description = "How many records were deleted.")]
    public Output<long> Purged { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var (sum, lines, failures) = (0L, new List<string>(), new List<string>());
        foreach (var purge in context.GetServices<IRecordPurge>())
        {
            try
            {
                var count = await purge.PurgeAsync(cancellationToken);
                sum += count;
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{purge.What}: {count}"));
            }
            catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
            {
                // The others are not kept for its sake.
                failures.Add($"{purge.What}: {e.Message}");
            }
        }

        context.Set(Purged, sum);
        Tell(context, [.. lines, .. failures]);
        return failures.Count == 0 ? StepEnd.Done : StepEnd.Failed(string.Join('\n', failures));
    }
}
