using System.Globalization;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Scheduling;
using Elsa.Scheduling.Bookmarks;
using Elsa.Scheduling.Services;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Scheduling;

/// <summary>What waits for a time reaches the scheduler shortly before, once, and from every store alike.</summary>
public abstract class ScheduleLoaderContract(TestStorage place) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private readonly Recorder _recorder = new();
    private ServiceProvider _node = null!;
    private ScheduleLoader _loader = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IBookmarkStore Store => _node.GetRequiredService<IBookmarkStore>();

    public async ValueTask InitializeAsync()
    {
        await place.InitializeAsync();
        _node = place.CreateNode(services: services => services.AddSingleton<IBookmarkScheduler>(_recorder));
        _loader = new ScheduleLoader(_node.GetRequiredService<IServiceScopeFactory>(), _node, _time, NullLogger<ScheduleLoader>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _loader.Dispose();
        await _node.DisposeAsync();
        await place.DisposeAsync();
    }

    [Fact]
    public async Task Only_what_is_due_soon_or_overdue_is_scheduled_the_earliest_first()
    {
        await SaveAsync(("later", TimeSpan.FromHours(1)), ("soon", TimeSpan.FromMinutes(4)), ("overdue", TimeSpan.FromDays(-3)));
        await Store.SaveAsync(new StoredBookmark { Id = "event", Name = "Elsa.Event", Hash = "h", WorkflowInstanceId = "i", Payload = new { EventName = "mounted" } }, Token);

        await _loader.LoadBookmarksAsync(Token);

        Assert.Equal(["overdue", "soon"], _recorder.Scheduled);
    }

    [Fact]
    public async Task What_comes_near_is_scheduled_once()
    {
        await SaveAsync(("first", TimeSpan.FromMinutes(4)), ("second", TimeSpan.FromMinutes(30)));
        for (var minute = 0; minute < 40; minute++, _time.Advance(ScheduleLoader.Interval))
            await _loader.LoadBookmarksAsync(Token);

        Assert.Equal(["first", "second"], _recorder.Scheduled);
    }

    [Fact]
    public async Task More_than_a_page_is_scheduled_though_many_are_due_at_the_same_time()
    {
        var ids = Enumerable.Range(0, 2500).Select(i => i.ToString("d4", CultureInfo.InvariantCulture)).ToList();
        await SaveAsync(ids.Select((id, i) => (id, TimeSpan.FromSeconds(i / 1500))).ToArray());

        await _loader.LoadBookmarksAsync(Token);

        Assert.Equal(ids, _recorder.Scheduled);
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_holds_up_nothing()
    {
        await Store.SaveAsync(new StoredBookmark { Id = "broken", Name = "Elsa.Delay", Hash = "h", WorkflowInstanceId = "i", Payload = "nonsense" }, Token);
        await SaveAsync(("fine", TimeSpan.Zero));

        await _loader.LoadBookmarksAsync(Token);

        Assert.Equal(["fine"], _recorder.Scheduled);
        Assert.NotNull(await Store.FindAsync(new BookmarkFilter { BookmarkId = "broken" }, Token));
    }

    private async Task SaveAsync(params (string Id, TimeSpan In)[] bookmarks) => await Store.SaveManyAsync(
        bookmarks.Select(x => new StoredBookmark { Id = x.Id, Name = "Elsa.Delay", Hash = "h", WorkflowInstanceId = "i", Payload = new DelayPayload(Now + x.In) }), Token);

    private sealed class Recorder : IBookmarkScheduler
    {
        public List<string> Scheduled { get; } = [];

        public Task ScheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default)
        {
            Scheduled.AddRange(bookmarks.Select(x => x.Id));
            return Task.CompletedTask;
        }

        public Task ScheduleAsync(string workflowInstanceId, IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task UnscheduleAsync(IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task UnscheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}

public sealed class MemoryScheduleLoaderTests() : ScheduleLoaderContract(new MemoryTestStorage());

public sealed class SqliteScheduleLoaderTests() : ScheduleLoaderContract(new SqliteTestStorage());

public sealed class PostgreSqlScheduleLoaderTests(PostgresServer server) : ScheduleLoaderContract(new PostgreSqlTestStorage(server));
