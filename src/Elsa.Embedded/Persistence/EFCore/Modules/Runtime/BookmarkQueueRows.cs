using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps the events that wait for their bookmark in a database.</summary>
internal sealed class BookmarkQueueRows(ElsaStorage storage, IWorkflowStateSerializer serializer) : Rows<RuntimeElsaDbContext, BookmarkQueueItem>(storage), IBookmarkQueueStore
{
    private readonly ExtraColumn<BookmarkQueueItem>[] _extras =
    [
        new("SerializedOptions", x => x.Options is null ? null : serializer.Serialize(x.Options), (x, text) => x.Options = text is string written ? serializer.Deserialize<ResumeBookmarkOptions>(written) : null),
    ];

    protected override IReadOnlyList<ExtraColumn<BookmarkQueueItem>> Extras => _extras;

    /// <summary>The write that adds or replaces an event.</summary>
    public Write Upsert(BookmarkQueueItem item) => Table.Upsert(item);

    /// <summary>The write that takes an event out of the queue; only one caller of many does.</summary>
    public Write Take(string id) => Table.Delete(id) with { ExpectedRows = 1 };

    public Task SaveAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default) => UpsertAsync(record, cancellationToken);

    public Task AddAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default) => InsertAsync([record], cancellationToken);

    public Task<BookmarkQueueItem?> FindAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) => LoadFirstAsync(filter.Apply, cancellationToken);

    public async Task<IEnumerable<BookmarkQueueItem>> FindManyAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) => await LoadAsync(filter.Apply, cancellationToken);

    public Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        PageAsync(pageArgs, new BookmarkQueueFilter(), orderBy, cancellationToken);

    public Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueFilter filter, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        LoadPageAsync(filter.Apply, set => set.OrderBy(orderBy), pageArgs, cancellationToken);

    public Task<long> DeleteAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) => DeleteAsync(filter.Apply, cancellationToken);
}
