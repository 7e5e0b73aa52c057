using System.ComponentModel.DataAnnotations;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Unattended;
using TapeFlows.Backup;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>Makes a pool if it is not there. One that is there stays as somebody made it.</summary>
[Activity("TapeFlows", "Unattended", "Makes a pool if it is not there; one that is there stays as somebody made it.", DisplayName = "Prepare pool")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class PreparePool : UnattendedStep
{
    /// <summary>The pool.</summary>
    [Input(Description = "The name of the pool.", Order = 1)]
    [Required]
    public Input<string> Pool { get; set; } = default!;

    /// <summary>How long its sets are kept.</summary>
    [Input(Description = "For how many days its sets are kept. Empty: without limit.", DisplayName = "Retention days", Order = 2)]
    public Input<int?> RetentionDays { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var catalog = context.GetRequiredService<TapeSite>().Catalog;
        var name = context.Get(Pool) ?? "";
        if (!Backup.Pool.IsName(name))
            return StepEnd.Failed(Texts.OperatorTexts.NoPoolName(name, Backup.Pool.NameRule));
        if (await catalog.FindPoolAsync(name, cancellationToken) is not null)
            return StepEnd.Done;
        await catalog.SavePoolAsync(new Pool { Name = name, Retention = context.Get(RetentionDays) is > 0 and var days ? TimeSpan.FromDays(days) : null }, cancellationToken);
        Tell(context, [Texts.OperatorTexts.PoolMade(name)]);
        return StepEnd.Done;
    }
}
