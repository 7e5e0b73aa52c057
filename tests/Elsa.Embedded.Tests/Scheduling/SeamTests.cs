using System.Text.Json;
using Elsa.Scheduling;
using Elsa.Scheduling.Bookmarks;
using Elsa.Scheduling.Handlers;
using Elsa.Scheduling.Services;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Elsa.Embedded.Tests.Scheduling;

/// <summary>What reaches the scheduler of the host when triggers and bookmarks come and go.</summary>
public sealed class SeamTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly Recorder _recorder = new();

    private DefaultTriggerScheduler Triggers => new(_recorder, new Common.TimeProviderClock(new FakeTimeProvider(Now)), NullLogger<DefaultTriggerScheduler>.Instance);

    private DefaultBookmarkScheduler Bookmarks => new(_recorder);

    [Fact]
    public async Task Triggers_are_scheduled_under_their_ids()
    {
        await Triggers.ScheduleAsync(
        [
            Trigger("t1", "Elsa.Timer", new TimerTriggerPayload(Now, TimeSpan.FromMinutes(5))),
            Trigger("t2", "Elsa.Cron", new CronTriggerPayload("0 3 * * *")),
            Trigger("t3", "Elsa.StartAt", new StartAtPayload(Now.AddHours(1))),
            Trigger("t4", "Elsa.Event", new { EventName = "mounted" }),
        ]);
        Assert.Equal(
            [
                "t1 start version-1 by activity of t1 at 08:00 every 00:05:00",
                "t2 start version-1 by activity of t2 cron 0 3 * * *",
                "t3 start version-1 by activity of t3 at 09:00",
            ],
            _recorder.Calls);
    }

    [Fact]
    public async Task A_payload_that_comes_from_a_store_as_JSON_is_understood()
    {
        var payload = JsonSerializer.SerializeToElement(new { startAt = Now, interval = "00:05:00" });
        await Triggers.ScheduleAsync([Trigger("t1", "Elsa.Timer", payload)]);
        await Bookmarks.ScheduleAsync([new StoredBookmark { Id = "b1", Name = "Elsa.Delay", WorkflowInstanceId = "i1", Payload = JsonSerializer.SerializeToElement(new { resumeAt = Now }) }]);
        Assert.Equal(["t1 start version-1 by activity of t1 at 08:00 every 00:05:00", "b1 resume i1 at b1 at 08:00"], _recorder.Calls);
    }

    [Fact]
    public async Task A_start_in_the_past_and_a_trigger_that_cannot_be_scheduled_hold_up_nothing()
    {
        _recorder.Refuses = "nonsense";
        await Triggers.ScheduleAsync(
        [
            Trigger("t1", "Elsa.StartAt", new StartAtPayload(Now.AddSeconds(-1))),
            Trigger("t2", "Elsa.Cron", new CronTriggerPayload("nonsense")),
            Trigger("t3", "Elsa.Cron", new CronTriggerPayload("0 3 * * *")),
        ]);
        Assert.Equal(["t3 start version-1 by activity of t3 cron 0 3 * * *"], _recorder.Calls);
    }

    [Fact]
    public async Task Bookmarks_are_scheduled_and_forgotten_under_their_ids()
    {
        Bookmark[] bookmarks =
        [
            Waiting("b1", "Elsa.Delay", new DelayPayload(Now.AddMinutes(1))),
            Waiting("b2", "Elsa.Timer", new TimerBookmarkPayload(Now.AddMinutes(2))),
            Waiting("b3", "Elsa.Cron", new CronBookmarkPayload(Now.AddMinutes(3), "* * * * *")),
            Waiting("b4", "Elsa.StartAt", new StartAtPayload(Now.AddMinutes(4))),
            Waiting("b5", "Elsa.Event", new { EventName = "mounted" }),
        ];
        await Bookmarks.ScheduleAsync("i1", bookmarks);
        await Bookmarks.UnscheduleAsync(bookmarks);
        Assert.Equal(
            [
                "b1 resume i1 at b1 at 08:01", "b2 resume i1 at b2 at 08:02", "b3 resume i1 at b3 at 08:03", "b4 resume i1 at b4 at 08:04",
                "b1 forget", "b2 forget", "b3 forget", "b4 forget",
            ],
            _recorder.Calls);
    }

    [Fact]
    public async Task Publishing_again_takes_the_old_triggers_away_before_the_new_ones_come()
    {
        var handler = new ScheduleWorkflows(Triggers, Bookmarks);
        var old = Trigger("old", "Elsa.Cron", new CronTriggerPayload("0 3 * * *"));
        var kept = Trigger("kept", "Elsa.Cron", new CronTriggerPayload("0 4 * * *"));
        var added = Trigger("added", "Elsa.Cron", new CronTriggerPayload("0 5 * * *"));
        await handler.HandleAsync(new WorkflowTriggersIndexed(new IndexedWorkflowTriggers(new Workflow(), [added], [old], [kept])), TestContext.Current.CancellationToken);
        Assert.Equal(["old forget", "added start version-1 by activity of added cron 0 5 * * *"], _recorder.Calls);
    }

    [Fact]
    public void A_timer_is_the_same_whenever_it_is_indexed()
    {
        var hasher = new StimulusHasher();
        string Hash(DateTimeOffset start, int minutes) => hasher.Hash("Elsa.Timer", new TimerTriggerPayload(start, TimeSpan.FromMinutes(minutes)));
        Assert.Equal(Hash(Now, 5), Hash(Now.AddDays(1), 5));
        Assert.NotEqual(Hash(Now, 5), Hash(Now, 6));
    }

    private static StoredTrigger Trigger(string id, string name, object payload) =>
        new() { Id = id, Name = name, ActivityId = $"activity of {id}", WorkflowDefinitionId = "definition", WorkflowDefinitionVersionId = "version-1", Payload = payload };

    private static Bookmark Waiting(string id, string name, object payload) => new() { Id = id, Name = name, Payload = payload };

    private sealed class Recorder : IWorkflowScheduler
    {
        public List<string> Calls { get; } = [];

        public string? Refuses { get; set; }

        public ValueTask ScheduleAtAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
            Note($"{taskName} {Show(request)} at {at:HH:mm}");

        public ValueTask ScheduleAtAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
            Note($"{taskName} {Show(request)} at {at:HH:mm}");

        public ValueTask ScheduleRecurringAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
            Note($"{taskName} {Show(request)} at {startAt:HH:mm} every {interval}");

        public ValueTask ScheduleRecurringAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
            Note($"{taskName} {Show(request)} at {startAt:HH:mm} every {interval}");

        public ValueTask ScheduleCronAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
            cronExpression == Refuses ? throw new FormatException("refused") : Note($"{taskName} {Show(request)} cron {cronExpression}");

        public ValueTask ScheduleCronAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
            Note($"{taskName} {Show(request)} cron {cronExpression}");

        public ValueTask UnscheduleAsync(string taskName, CancellationToken cancellationToken = default) => Note($"{taskName} forget");

        private static string Show(ScheduleNewWorkflowInstanceRequest request) => $"start {request.WorkflowDefinitionHandle.DefinitionVersionId} by {request.TriggerActivityId}";

        private static string Show(ScheduleExistingWorkflowInstanceRequest request) => $"resume {request.WorkflowInstanceId} at {request.BookmarkId}";

        private ValueTask Note(string call)
        {
            Calls.Add(call);
            return ValueTask.CompletedTask;
        }
    }
}
