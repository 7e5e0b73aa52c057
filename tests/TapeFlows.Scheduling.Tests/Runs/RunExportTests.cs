using System.Text;
using System.Text.Json;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Tests.Runs;

public sealed class RunExportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2));

    private static readonly Run Full = new()
    {
        ExecutionId = Guid.Parse("0199aaaa-0000-7000-8000-000000000001"),
        TaskId = "t",
        TaskName = "Nightly, \"all\"",
        ExecuteIndex = 7,
        PlannedAt = Noon,
        StartedAt = Noon.AddSeconds(1),
        CompletedAt = Noon.AddSeconds(3.5),
        Status = RunStatus.Failed,
        ErrorMessage = "=1+1\r\nand more",
        Result = """{"files":3}""",
        Trigger = RunTrigger.Missed,
        Attempt = 2,
        Node = "n",
        WorkflowInstanceId = "w",
        Procedure = "full-backup",
        ProcedureVersion = 4,
    };

    private static readonly Run Empty = new() { ExecutionId = Guid.Empty, TaskId = "t", TaskName = "x", PlannedAt = Noon };

    [Fact]
    public async Task Csv_quotes_what_needs_it_and_defuses_formulas()
    {
        var text = await WriteAsync(RunExport.WriteCsvAsync);
        Assert.StartsWith("execution_id,task_id,task_name,execute_index,planned_at,started_at,completed_at,duration,status,error_message,result,trigger,attempt,node,workflow_instance_id,procedure,procedure_version\r\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "0199aaaa-0000-7000-8000-000000000001,t,\"Nightly, \"\"all\"\"\",7,2026-07-01T10:00:00.000Z,2026-07-01T10:00:01.000Z,2026-07-01T10:00:03.500Z,2.5,failed,\"'=1+1\r\nand more\",\"{\"\"files\"\":3}\",missed,2,n,w,full-backup,4\r\n",
            text,
            StringComparison.Ordinal);
        Assert.EndsWith("00000000-0000-0000-0000-000000000000,t,x,0,2026-07-01T10:00:00.000Z,,,,pending,,,schedule,1,,,,\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_numbers_nulls_and_the_result_as_it_was()
    {
        using var json = JsonDocument.Parse(await WriteAsync(RunExport.WriteJsonAsync));
        var first = json.RootElement[0];
        Assert.Equal(2.5, first.GetProperty("duration").GetDouble());
        Assert.Equal(3, first.GetProperty("result").GetProperty("files").GetInt32());
        Assert.Equal("=1+1\r\nand more", first.GetProperty("error_message").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement[1].GetProperty("started_at").ValueKind);
    }

    private static async Task<string> WriteAsync(Func<IAsyncEnumerable<Run>, Stream, CancellationToken, Task> write)
    {
        using var to = new MemoryStream();
        await write(Log(), to, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static async IAsyncEnumerable<Run> Log()
    {
        yield return Full;
        await Task.Yield();
        yield return Empty;
    }
}
