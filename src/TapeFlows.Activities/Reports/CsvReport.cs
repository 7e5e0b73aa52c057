using System.Globalization;
using System.Text;

namespace TapeFlows.Activities.Reports;

/// <summary>The sets of a report as RFC 4180 has it: UTF-8, a header line, CRLF.</summary>
internal static class CsvReport
{
    public static string Write(BackupReport report)
    {
        var text = new StringBuilder("set,type,state,pool,roots,started_at,finished_at,expires_at,files,deleted,bytes,warnings,pieces\r\n");
        foreach (var set in report.Sets)
        {
            Line(
                set.Id.ToString(), Word(set.Type), Word(set.State), set.Pool, string.Join(' ', set.Roots), Moment(set.StartedAt), Moment(set.FinishedAt), Moment(set.ExpiresAt),
                Number(set.Files), Number(set.Deleted), Number(set.Bytes), Number(set.Warnings), Number(set.Pieces));
        }

        return text.ToString();

        void Line(params ReadOnlySpan<string> fields)
        {
            for (var i = 0; i < fields.Length; i++)
                text.Append(i == 0 ? "" : ",").Append(Field(fields[i]));
            text.Append("\r\n");
        }
    }

    private static string Field(string text)
    {
        // What begins like a formula is one to a spreadsheet: an apostrophe says that it is text.
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
