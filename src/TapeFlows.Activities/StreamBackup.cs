using System.ComponentModel.DataAnnotations;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Operations;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Backup.Sources;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>What the three backups have in common: they read sources and write one set.</summary>
public abstract class StreamBackup : WriteStep
{
    /// <summary>The files and directories to back up.</summary>
    [Input(Description = "The files and directories to back up.", UIHint = InputUIHints.MultiText, Order = 1)]
    [Required]
    public Input<ICollection<string>> Sources { get; set; } = default!;

    /// <summary>What to leave out.</summary>
    [Input(Description = "What to leave out: patterns as in a .gitignore file.", UIHint = InputUIHints.MultiText, Order = 2)]
    public Input<ICollection<string>?> Exclude { get; set; } = default!;

    /// <summary>What to take only.</summary>
    [Input(Description = "When not empty: only what one of these patterns matches.", UIHint = InputUIHints.MultiText, Order = 3)]
    public Input<ICollection<string>?> Include { get; set; } = default!;

    /// <summary>The pool to write to.</summary>
    [Input(Description = "The pool to write to. Empty: the default pool.", UIHint = InputUIHints.DropDown, UIHandler = typeof(PoolOptions), Order = 4)]
    public Input<string?> Pool { get; set; } = default!;

    /// <summary>How segments are compressed.</summary>
    [Input(Description = "How segments are compressed. Empty: as the settings say.", UIHint = InputUIHints.DropDown, UIHandler = typeof(CompressionOptions), Order = 5)]
    public Input<string?> Compression { get; set; } = default!;

    /// <summary>Whether to stay on the file system of each source.</summary>
    [Input(Description = "Stay on the file system of each source.", UIHint = InputUIHints.Checkbox, DisplayName = "One file system", Order = 6)]
    public Input<bool> OneFileSystem { get; set; } = default!;

    /// <summary>The identity of the set.</summary>
    [Output(Description = "The identity of the set.")]
    public Output<string> SetId { get; set; } = default!;

    /// <summary>What the set became: a differential or incremental one without a base is full.</summary>
    [Output(Description = "What the set became: full, differential or incremental. Without a base it is full.")]
    public Output<string> SetType { get; set; } = default!;

    /// <summary>Entries that could not be archived as they should.</summary>
    [Output(Description = "Entries that could not be archived as they should.")]
    public Output<long> Warnings { get; set; } = default!;

    private protected abstract BackupType Wanted { get; }

    private protected virtual bool ComparesContent(ActivityExecutionContext context) => false;

    private protected override OperationKind Kind => OperationKind.Write;

    private protected override object RequestFrom(ActivityExecutionContext context) => new WriteRequest
    {
        Type = Wanted,
        Sources = new SourceOptions
        {
            Roots = context.Get(Sources) is { Count: > 0 } sources ? [.. sources] : throw new OperationException(Texts.OperatorTexts.NoSources),
            Exclude = [.. context.Get(Exclude) ?? []],
            Include = [.. context.Get(Include) ?? []],
            OneFileSystem = context.Get(OneFileSystem),
        },
        Pool = context.Get(Pool).OrNull(),
        Compression = context.Get(Compression).OrNull(),
        ComparesContent = ComparesContent(context),
    };

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        // Also of a set that was not finished: what it committed can still be restored, so its name has to be told.
        if (run is not null)
            (run.SetId, run.Backup) = (WriteResult.SetOf(operation), operation.ResultAs<WriteResult>());
        if (operation.ResultAs<WriteResult>() is not { } result)
            return;
        context.Set(SetId, result.SetId.ToString());
        context.Set(SetType, result.Type.ToString().ToLowerInvariant());
        context.Set(Warnings, result.Warnings);
        TellWritten(context, result.Files, result.Bytes, result.Volumes, Texts.OperatorTexts.Written(result));
    }
}
