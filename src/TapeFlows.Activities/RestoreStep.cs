using System.ComponentModel.DataAnnotations;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Operations;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Operations;

namespace TapeFlows.Activities;

/// <summary>What planning and restoring have in common: what is wanted, and where to.</summary>
public abstract class RestoreStep : OperationActivity
{
    /// <summary>The set to restore.</summary>
    [Input(Description = "The identity of the set. Empty: the newest complete one, at the point in time if one is given.", DisplayName = "Set", Order = 1)]
    public Input<string?> Set { get; set; } = default!;

    /// <summary>The point in time to restore.</summary>
    [Input(Description = "The point in time to restore, ISO 8601, for example 2026-03-04T12:00:00Z. Empty: now.", DisplayName = "Point in time", Order = 2)]
    public Input<DateTimeOffset?> At { get; set; } = default!;

    /// <summary>Which paths.</summary>
    [Input(Description = "Paths and patterns to restore; a directory stands for all that is in it. Empty: everything.", UIHint = InputUIHints.MultiText, Order = 3)]
    public Input<ICollection<string>?> Paths { get; set; } = default!;

    /// <summary>Where to.</summary>
    [Input(Description = "The directory below which every entry gets its full path; / restores to the original place.", Order = 4)]
    [Required]
    public Input<string> Target { get; set; } = default!;

    /// <summary>What happens to what is already there.</summary>
    [Input(
        Description = "What happens to what is already there.", UIHint = InputUIHints.DropDown, Order = 5, DefaultValue = nameof(OverwritePolicy.Never),
        Options = new[] { nameof(OverwritePolicy.Never), nameof(OverwritePolicy.Older), nameof(OverwritePolicy.Always), nameof(OverwritePolicy.KeepBoth) })]
    public Input<string?> Overwrite { get; set; } = new(nameof(OverwritePolicy.Never));

    private protected override object RequestFrom(ActivityExecutionContext context) => new RestoreRequest
    {
        SetId = SetFrom(context),
        At = context.Get(At),
        Paths = [.. context.Get(Paths) ?? []],
        Target = context.Get(Target).OrNull() ?? throw new OperationException(Texts.OperatorTexts.NoTarget),
        Overwrite = PolicyFrom(context.Get(Overwrite)),
    };

    private static OverwritePolicy PolicyFrom(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return OverwritePolicy.Never;
        return Enum.TryParse<OverwritePolicy>(text, ignoreCase: true, out var policy) && Enum.IsDefined(policy)
            ? policy
            : throw new OperationException(Texts.OperatorTexts.NoSuchPolicy(text));
    }

    private Guid? SetFrom(ActivityExecutionContext context)
    {
        if (context.Get(Set) is not { Length: > 0 } text)
            return null;
        return Guid.TryParse(text, out var id) ? id : throw new OperationException(Texts.OperatorTexts.NoSuchSet(text));
    }
}
