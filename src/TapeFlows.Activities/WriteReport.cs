using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Reports;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities;

/// <summary>Writes what happened as a page and a table into the folder of reports.</summary>
[Activity("TapeFlows", "Unattended", "Writes what happened in the last days, and how things stand, as HTML and CSV into the folder of reports.", DisplayName = "Write report")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public class WriteReport : UnattendedStep
{
    private const int UsualDays = 7;
    private const int MostDays = 3660;

    /// <summary>Of how many days.</summary>
    [Input(Description = "Of how many days, 1 to 3660. Empty: 7.", Order = 1)]
    public Input<int?> Days { get; set; } = default!;

    /// <summary>What was written.</summary>
    [Output(Description = "The paths of what was written.")]
    public Output<ICollection<string>> Files { get; set; } = default!;

    /// <summary>What it says, in a few lines.</summary>
    [Output(Description = "What it says, in a few lines.")]
    public Output<string> Summary { get; set; } = default!;

    private protected override async Task<StepEnd> WorkAsync(ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        var (site, unattended) = (context.GetRequiredService<TapeSite>(), context.GetRequiredService<UnattendedSite>());
        var span = TimeSpan.FromDays(context.Get(Days) is { } days and not 0 ? Math.Clamp(days, 1, MostDays) : UsualDays);
        var report = await BackupReport.GatherAsync(site.Catalog, unattended.Policies, context.GetRequiredService<IInbox>(), span, site.Clock, cancellationToken);
        var name = Path.Combine(unattended.ReportsFolder, string.Create(CultureInfo.InvariantCulture, $"backup-report-{report.To.UtcDateTime:yyyy-MM-dd-HHmm}"));
        Directory.CreateDirectory(unattended.ReportsFolder);
        await PutAsync(name + ".html", HtmlReport.Write(report), cancellationToken);
        await PutAsync(name + ".csv", CsvReport.Write(report), cancellationToken);
        context.Set(Files, [name + ".html", name + ".csv"]);
        var summary = Summarize(report);
        context.Set(Summary, string.Join('\n', summary));
        Tell(context, [Texts.OperatorTexts.Reported(name + ".html"), .. summary]);
        return StepEnd.Done;
    }

    private static string[] Summarize(BackupReport report) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{report.From.UtcDateTime:yyyy-MM-dd} to {report.To.UtcDateTime:yyyy-MM-dd}"),
        string.Create(CultureInfo.InvariantCulture, $"{report.CompleteSets} of {report.Sets.Count} sets are complete, with {report.Files} files and {report.Bytes} bytes."),
        string.Create(CultureInfo.InvariantCulture, $"{report.Findings.Count} things break their policy, {report.Open.Count} wait in the inbox."),
    ];

    // In one step: whoever reads it sees all of it.
    private static async Task PutAsync(string path, string text, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path + ".new", text, cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
    }
}
