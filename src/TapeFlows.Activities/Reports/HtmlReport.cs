using System.Globalization;
using System.Net;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Reports;

/// <summary>A report as one page that needs nothing from elsewhere: it is read in a mail, and in ten years.</summary>
internal static class HtmlReport
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:70rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
        + "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d8dee4;vertical-align:top}"
        + "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#b3261e;font-weight:600}.sum{display:flex;gap:2.5rem;flex-wrap:wrap}.sum b{display:block;font-size:1.6rem}";

    public static string Write(BackupReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>TapeFlows backup report</title><style>").Append(Style).Append("</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Backup report, {Day(report.From)} to {Day(report.To)}</h1><div class=\"sum\">");
        Sum("sets complete", $"{report.CompleteSets} of {report.Sets.Count}");
        Sum("files", report.Files.ToString("N0", CultureInfo.InvariantCulture));
        Sum("written", Amount.OfBytes(report.Bytes));
        Sum("break their policy", report.Findings.Count.ToString(CultureInfo.InvariantCulture));
        Sum("wait in the inbox", report.Open.Count.ToString(CultureInfo.InvariantCulture));
        page.Append("</div>");
        Table(page, "What breaks its policy", ["Rule", "Pool", "What, and what to do"], report.Findings.Select(finding => (string[])[finding.Rule.ToString(), finding.Pool, finding.Text]));
        Table(page, "What waits for somebody", ["Since", "Weight", "What"], report.Open.Select(entry => (string[])[Moment(entry.RaisedAt), entry.Severity.ToString(), entry.Subject]));
        Table(
            page, "Sets", ["Started", "Type", "State", "Pool", "Sources", "#Files", "#Size", "#Warnings"],
            report.Sets.Select(set => (string[])
            [
                Moment(set.StartedAt), set.Type.ToString(), set.State == SetState.Complete ? "Complete" : "!" + set.State, set.Pool, string.Join(", ", set.Roots),
                set.Files.ToString("N0", CultureInfo.InvariantCulture), Amount.OfBytes(set.Bytes), set.Warnings.ToString("N0", CultureInfo.InvariantCulture),
            ]));
        Table(
            page, "Volumes", ["Barcode", "Pool", "State", "#Pieces", "#Written", "#Capacity", "Last written"],
            report.Volumes.Select(volume => (string[])
            [
                volume.Barcode, volume.Pool, volume.State is VolumeState.Suspect or VolumeState.Unknown or VolumeState.Missing ? "!" + volume.State : volume.State.ToString(),
                volume.Segments.ToString("N0", CultureInfo.InvariantCulture), Amount.OfBytes(volume.BytesWritten), volume.CapacityBytes == 0 ? "" : Amount.OfBytes(volume.CapacityBytes),
                volume.LastWrittenAt is { } last ? Moment(last) : "",
            ]));
        return page.Append("</body></html>\n").ToString();

        void Sum(string name, string value) => page.Append(CultureInfo.InvariantCulture, $"<div><b>{WebUtility.HtmlEncode(value)}</b>{name}</div>");
    }

    /// <summary>A table with a heading. A column that begins with # holds numbers, a cell that begins with ! something bad.</summary>
    private static void Table(StringBuilder page, string heading, string[] columns, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{heading}</h2>");
        var lines = rows.ToList();
        if (lines.Count == 0)
        {
            page.Append("<p>Nothing.</p>");
            return;
        }

        page.Append("<table><tr>");
        foreach (var column in columns)
            page.Append(column[0] == '#' ? "<th class=\"n\">" : "<th>").Append(column.TrimStart('#')).Append("</th>");
        page.Append("</tr>");
        foreach (var line in lines)
        {
            page.Append("<tr>");
            for (var i = 0; i < line.Length; i++)
            {
                var isBad = line[i].StartsWith('!');
                page.Append(isBad ? "<td class=\"bad\">" : columns[i][0] == '#' ? "<td class=\"n\">" : "<td>").Append(WebUtility.HtmlEncode(isBad ? line[i][1..] : line[i])).Append("</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</table>");
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
