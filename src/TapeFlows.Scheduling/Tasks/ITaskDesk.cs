using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>
/// Everything that can be done with tasks from outside. Safe for calls from many threads and nodes at once. What cannot be done is a <see cref="TaskException"/> that says why:
/// <see cref="TaskValidationException"/>, <see cref="TaskNotFoundException"/> or <see cref="TaskConflictException"/>; after it nothing was changed.
/// </summary>
public interface ITaskDesk
{
    /// <summary>A draft with what it leaves to the server: time zone and procedure. Nothing is checked or stored.</summary>
    TaskDraft Complete(TaskDraft draft);

    /// <summary>Makes a task. Its procedure must be published and take the input.</summary>
    /// <param name="draft">What to make.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ScheduledTask> CreateAsync(TaskDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Changes a task. Another schedule or zone counts from now; another priority counts for what waits already.</summary>
    /// <param name="id">The task.</param>
    /// <param name="change">Makes the new draft of the present one; called once, in the transaction.</param>
    /// <param name="version">The version that the change was made of, from the ETag; <see langword="null"/>: whatever it is now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The task before and after.</returns>
    Task<(ScheduledTask Before, ScheduledTask After)> ChangeAsync(string id, Func<TaskDraft, TaskDraft> change, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Enables a task, which clears an error or a pause, or disables it; what runs goes on.</summary>
    /// <param name="id">The task.</param>
    /// <param name="enabled">Which of the two.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ScheduledTask> EnableAsync(string id, bool enabled, CancellationToken cancellationToken = default);

    /// <summary>Deletes a task; what runs of it is stopped first, at a safe point. Its log stays until it is purged.</summary>
    /// <param name="id">The task.</param>
    /// <param name="version">The version that is to be deleted; <see langword="null"/>: any.</param>
    /// <param name="cancellationToken">Gives up waiting for the safe point; the task is then stopped and not deleted.</param>
    Task<ScheduledTask> DeleteAsync(string id, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>A task; <see langword="null"/>: there is none of that id.</summary>
    Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of tasks by name; the triggers inside published workflows come after them.</summary>
    Task<PageOf<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>Starts a task now, also a disabled one. It does not wait for conditions, only for its turn.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run.</returns>
    Task<Guid> RunAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Stops a task: what waits ends at once, what runs at a safe point.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The runs that end.</returns>
    Task<IReadOnlyList<Guid>> StopAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Runs something once, now: a task without a schedule that is not in lists.</summary>
    /// <param name="draft">What to run; a name is made where it has none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<(ScheduledTask Task, Guid ExecutionId)> ExecuteNowAsync(TaskDraft draft, CancellationToken cancellationToken = default);

    /// <summary>A page of the log of all tasks or of some, the latest first.</summary>
    Task<PageOf<Run>> LogAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>A page of a task's log, the latest first.</summary>
    /// <param name="id">The task.</param>
    /// <param name="limit">How many at most: 1 to 1000.</param>
    /// <param name="offset">How many to leave out: 0 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PageOf<Run>> LogAsync(string id, int limit = 50, int offset = 0, CancellationToken cancellationToken = default);

    /// <summary>A run; <see langword="null"/>: there is none of that id.</summary>
    Task<Run?> FindRunAsync(Guid executionId, CancellationToken cancellationToken = default);

    /// <summary>The whole log in its order, as a stream; <see cref="RunExport"/> writes it as CSV or JSON.</summary>
    IAsyncEnumerable<Run> ExportAsync(CancellationToken cancellationToken = default);

    /// <summary>The next planned times of a schedule, each with the offset of its zone.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="timeZone">Its zone; <see langword="null"/>: the server's.</param>
    /// <param name="count">How many at most: 1 to <see cref="Schedule.MaxPreview"/>.</param>
    IReadOnlyList<DateTimeOffset> Preview(Schedule schedule, string? timeZone = null, int count = 10);

    /// <summary>How the scheduler is doing.</summary>
    Task<SchedulerState> StatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes from the log what is older than it is kept.</summary>
    /// <returns>How many lines were deleted.</returns>
    Task<long> PurgeAsync(CancellationToken cancellationToken = default);
}
