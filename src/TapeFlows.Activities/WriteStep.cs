using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Operations;

namespace TapeFlows.Activities;

/// <summary>What backups and copies have in common: they write a set, and tell what went into it and where it is.</summary>
public abstract class WriteStep : OperationActivity
{
    /// <summary>Entries written.</summary>
    [Output(Description = "Entries written.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes written, before compression.</summary>
    [Output(Description = "Content bytes written, before compression.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>The volumes that the set is on.</summary>
    [Output(Description = "The barcodes of the volumes that the set is on, in order.")]
    public Output<ICollection<string>> Volumes { get; set; } = default!;

    /// <summary>All of that in a sentence, for a notice.</summary>
    [Output(Description = "What was written, in a sentence for a notice.")]
    public Output<string> Summary { get; set; } = default!;

    private protected void TellWritten(ActivityExecutionContext context, long files, long bytes, IEnumerable<string> volumes, string summary)
    {
        context.Set(Files, files);
        context.Set(Bytes, bytes);
        context.Set(Volumes, [.. volumes]);
        context.Set(Summary, summary);
    }
}
