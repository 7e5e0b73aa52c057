using System.ComponentModel.DataAnnotations;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Hints;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Activities;

/// <summary>What the three backups have in common: they read sources and write one set.</summary>
public abstract class StreamBackup : TapeActivity
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

    /// <summary>Entries archived.</summary>
    [Output(Description = "Entries archived.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes archived.</summary>
    [Output(Description = "Content bytes archived.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>Entries that could not be archived as they should.</summary>
    [Output(Description = "Entries that could not be archived as they should.")]
    public Output<long> Warnings { get; set; } = default!;

    /// <summary>The volumes written to.</summary>
    [Output(Description = "The volumes written to, in order.")]
    public Output<ICollection<string>> Volumes { get; set; } = default!;

    private protected abstract BackupType Wanted { get; }

    private protected virtual bool ComparesContent(ActivityExecutionContext context) => false;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, TapeRun run, CancellationToken cancellationToken)
    {
        if (context.Get(Sources) is not { Count: > 0 } sources)
            return StepEnd.Failed(Texts.OperatorTexts.NoSources);
        var request = RequestFor(context, run.Site, sources);
        try
        {
            run.Backup = await new BackupRun(run.Site.Catalog, run.Session, run.Site.Clock).ExecuteAsync(request, run.Observer, cancellationToken);
        }
        catch
        {
            run.SetId = await SetLeftBehindAsync(run, request);
            throw;
        }

        run.SetId = run.Backup.Set.Id;
        Tell(context, run.Backup);
        return StepEnd.Done;
    }

    private BackupRequest RequestFor(ActivityExecutionContext context, TapeSite site, ICollection<string> sources) => new()
    {
        Sources = new SourceOptions
        {
            Roots = [.. sources],
            Exclude = [.. context.Get(Exclude) ?? []],
            Include = [.. context.Get(Include) ?? []],
            OneFileSystem = context.Get(OneFileSystem),
            LeaveOut = site.LeaveOut,
        },
        Type = Wanted,
        Pool = context.Get(Pool) is { Length: > 0 } pool ? pool : site.DefaultPool,
        Compression = context.Get(Compression) is { Length: > 0 } compression ? compression : site.DefaultCompression,
        Comparison = new ComparisonOptions { Content = ComparesContent(context) ? ContentCheck.Always : ContentCheck.Never },
        BlockSize = site.BlockSize,
        SegmentSize = site.SegmentSize,
        BufferBytes = site.BufferBytes,
        SpoolFolder = site.SpoolFolder,
    };

    private void Tell(ActivityExecutionContext context, BackupResult result)
    {
        context.Set(SetId, result.Set.Id.ToString());
        context.Set(SetType, result.Set.Type.ToString().ToLowerInvariant());
        context.Set(Files, result.Set.Files);
        context.Set(Bytes, result.Set.Bytes);
        context.Set(Warnings, result.Warnings);
        context.Set(Volumes, [.. result.Volumes]);
    }

    /// <summary>The set that a run which ended early has begun: what it committed can still be restored, so its name has to be told.</summary>
    private static async Task<Guid?> SetLeftBehindAsync(TapeRun run, BackupRequest request)
    {
        var newest = await run.Site.Catalog.ListSetsAsync(new SetQuery { Pool = request.Pool, Take = 1 }, CancellationToken.None);
        return newest.Count > 0 && newest[0].StartedAt >= run.StartedAt && newest[0].HostName == Environment.MachineName ? newest[0].Id : null;
    }
}
