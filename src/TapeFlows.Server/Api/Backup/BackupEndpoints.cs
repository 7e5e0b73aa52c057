using TapeFlows.Backup;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary><c>/api/backup</c>: what was backed up and can be restored. Backups themselves are runs of tasks.</summary>
internal static class BackupEndpoints
{
    public static void MapBackup(this IEndpointRouteBuilder api)
    {
        var backup = api.MapGroup("/backup").WithTags("Backup");
        backup.MapGet("/tasks", TasksAsync).RequireAuthorization(Policies.View).Answers<BackupTaskPage>();
        backup.MapPost("/tasks", RefuseTask).RequireAuthorization(Policies.View).Refuses(405);
        backup.MapGet("/statistics", StatisticsAsync).RequireAuthorization(Policies.View).Answers<BackupStatistics>();
        backup.MapSets();
        backup.MapRestores();
        backup.MapCopies();
        backup.MapDownload();
    }

    /// <summary>Lists the runs of backup tasks, the latest first.</summary>
    public static async Task<IResult> TasksAsync(Query<LogRange> query, ITaskDesk desk, CancellationToken cancellationToken)
    {
        var (limit, offset) = (query.Value.Limit, query.Value.Offset);
        var page = await desk.LogAsync(new RunQuery { ActionType = ActionType.Backup, IsCounted = false, Limit = limit, Offset = offset }, cancellationToken);
        return Results.Ok(new BackupTaskPage([.. page.Items.Select(RunView.Of)], limit, offset));
    }

    /// <summary>Refuses, and says where backups are started.</summary>
    public static IResult RefuseTask(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Get;
        throw Problem.MethodNotAllowed.Because("Here is only shown what was backed up. Start a backup with POST /api/scheduler/tasks/execute-now, or make a task of it with POST /api/scheduler/tasks.");
    }

    /// <summary>Counts sets and volumes by what they are.</summary>
    public static async Task<IResult> StatisticsAsync(Station station, CancellationToken cancellationToken) => Results.Ok(await BackupStatistics.OfAsync(station, cancellationToken));
}

/// <summary>A page of runs of backups, the latest first.</summary>
/// <param name="Tasks">The page.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record BackupTaskPage(IReadOnlyList<RunView> Tasks, int Limit, int Offset);
