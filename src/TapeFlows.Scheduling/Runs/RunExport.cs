using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Writes the log as CSV (RFC 4180) or as a JSON array, line by line as it is read.</summary>
public static class RunExport
{
    private static readonly string[] Columns =
    [
        "execution_id", "task_id", "task_name", "execute_index", "planned_at", "started_at", "completed_at", "duration", "status", "error_message", "result",
        "trigger", "attempt", "node", "workflow_instance_id", "procedure", "procedure_version",
    ];

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes CSV: a heading, then a line for each run. Times are ISO 8601 in UTC, durations seconds, text UTF-8 without a mark.</summary>
    /// <param name="runs">The log.</param>
    /// <param name="to">Where to; it is left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteCsvAsync(IAsyncEnumerable<Run> runs, Stream to, CancellationToken cancellationToken = default)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true);
        await writer.WriteAsync(string.Join(',', Columns) + "\r\n");
        await foreach (var run in runs.WithCancellation(cancellationToken))
            await writer.WriteAsync(string.Join(',', Fields(run).Select(Escape)) + "\r\n");
    }

    /// <summary>Writes a JSON array of objects; <c>result</c> is the object that it was.</summary>
    /// <param name="runs">The log.</param>
    /// <param name="to">Where to; it is left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteJsonAsync(IAsyncEnumerable<Run> runs, Stream to, CancellationToken cancellationToken = default)
    {
        await using var writer = new Utf8JsonWriter(to);
        writer.WriteStartArray();
        await foreach (var run in runs.WithCancellation(cancellationToken))
        {
            Write(writer, run);
            if (writer.BytesPending > 65536)
                await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
    }

    private static string?[] Fields(Run run) =>
    [
        run.ExecutionId.ToString(), run.TaskId, run.TaskName, Number(run.ExecuteIndex), Time(run.PlannedAt), Time(run.StartedAt), Time(run.CompletedAt),
        run.Duration?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture), Words.Of(run.Status), run.ErrorMessage, run.Result,
        Words.Of(run.Trigger), Number(run.Attempt), run.Node, run.WorkflowInstanceId, run.Procedure, run.ProcedureVersion?.ToString(CultureInfo.InvariantCulture),
    ];

    private static void Write(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in Columns.Zip(Fields(run)))
        {
            writer.WritePropertyName(name);
            if (text is null)
                writer.WriteNullValue();
            else if (name is "execute_index" or "duration" or "attempt" or "procedure_version" or "result")
                writer.WriteRawValue(text);
            else
                writer.WriteStringValue(text);
        }

        writer.WriteEndObject();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A text that a spreadsheet would take for a formula is shown as text.
    private static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
