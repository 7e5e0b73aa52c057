using Elsa.Scheduling.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Scheduling.Services;

/// <summary>A task on the agenda of this process: done once for each time that its schedule names.</summary>
internal sealed class ScheduledTask : IScheduledTask
{
    // The last time a schedule names is not lost to a database that is down for a moment.
    private static readonly TimeSpan[] Retries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private readonly ITask _task;
    private readonly Func<DateTimeOffset?, DateTimeOffset?> _nextAfter;
    private readonly Agenda _agenda;
    private readonly TimeProvider _time;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly Lock _lock = new();
    private Appointment? _appointment;
    private bool _cancelled;
    private bool _over;
    private Action? _ended;

    /// <summary>Puts the task on the agenda.</summary>
    /// <param name="context">The task and the host's services.</param>
    /// <param name="nextAfter">The first time (given null), or the time that follows a time; null where there is none.</param>
    public ScheduledTask(ScheduleContext context, Func<DateTimeOffset?, DateTimeOffset?> nextAfter)
    {
        var services = context.ServiceProvider;
        _task = context.Task;
        _nextAfter = nextAfter;
        _agenda = services.GetRequiredService<Agenda>();
        _time = services.GetRequiredService<TimeProvider>();
        _scopes = services.GetRequiredService<IServiceScopeFactory>();
        _logger = services.GetRequiredService<ILogger<ScheduledTask>>();
        _stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        if (nextAfter(null) is { } first)
            Await(first);
    }

    private string Telling => (_task as ITold)?.Telling ?? _task.GetType().Name;

    /// <summary>Calls the action when nothing is left to do; at once if that is so already.</summary>
    public void OnEnded(Action action)
    {
        lock (_lock)
        {
            if (!_over)
            {
                _ended = action;
                return;
            }
        }

        action();
    }

    public void Cancel()
    {
        lock (_lock)
        {
            _cancelled = true;
            if (_appointment is not null)
                _agenda.Remove(_appointment);
            _appointment = null;
        }
    }

    private void Await(DateTimeOffset due) => Await(due, () => OnDue(due));

    private void Await(DateTimeOffset due, Action action)
    {
        lock (_lock)
        {
            if (!_cancelled)
                _appointment = _agenda.Add(due, action);
        }
    }

    private void OnDue(DateTimeOffset due)
    {
        if (Next(due) is { } next)
        {
            Await(next);
            _ = RunAsync(retries: null);
        }
        else
        {
            _ = RunAsync(0);
        }
    }

    private DateTimeOffset? Next(DateTimeOffset due)
    {
        try
        {
            return _nextAfter(due);
        }
        catch (Exception e)
        {
            // On a thread of the pool: what gets out of here ends the process.
            _logger.LogWarning(e, "The schedule of {Task} names no further time", Telling);
            return null;
        }
    }

    private async Task RunAsync(int? retries)
    {
        if (_stopping.IsCancellationRequested)
            return;
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            await _task.ExecuteAsync(new TaskExecutionContext(scope.ServiceProvider, _stopping));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            if (Retry(retries, e))
                return;
        }

        if (retries is not null)
            End();
    }

    private void End()
    {
        Action? ended;
        lock (_lock)
        {
            _over = true;
            ended = _ended;
        }

        ended?.Invoke();
    }

    private bool Retry(int? retries, Exception failure)
    {
        if (retries is not { } done || done >= Retries.Length)
        {
            _logger.LogError(failure, "The scheduled task {Task} failed and is not tried again", Telling);
            return false;
        }

        _logger.LogWarning(failure, "The scheduled task {Task} failed and is tried again in {Wait}", Telling, Retries[done]);
        Await(_time.GetUtcNow() + Retries[done], () => _ = RunAsync(done + 1));
        return true;
    }
}
