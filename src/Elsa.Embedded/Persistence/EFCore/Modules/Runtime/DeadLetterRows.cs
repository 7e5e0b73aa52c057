using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps the events that never found their bookmark in a database.</summary>
internal sealed class DeadLetterRows(ElsaStorage storage, IWorkflowStateSerializer serializer) : Rows<RuntimeElsaDbContext, BookmarkQueueDeadLetterItem>(storage), IBookmarkQueueDeadLetterStore
{
    private readonly ExtraColumn<BookmarkQueueDeadLetterItem>[] _extras =
    [
        new("SerializedOptions", x => x.Options is null ? null : serializer.Serialize(x.Options), (x, text) => x.Options = text is string written ? serializer.Deserialize<ResumeBookmarkOptions>(written) : null),
    ];

    protected override IReadOnlyList<ExtraColumn<BookmarkQueueDeadLetterItem>> Extras => _extras;

    public Task SaveAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default) => UpsertAsync(record, cancellationToken);

    public Task AddAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default) => InsertAsync([record], cancellationToken);

    public Task<BookmarkQueueDeadLetterItem?> FindAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) => LoadFirstAsync(filter.Apply, cancellationToken);

    public async Task<IEnumerable<BookmarkQueueDeadLetterItem>> FindManyAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) => await LoadAsync(filter.Apply, cancellationToken);

    public Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        PageAsync(pageArgs, new BookmarkQueueDeadLetterFilter(), orderBy, cancellationToken);

    public Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterFilter filter, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        LoadPageAsync(filter.Apply, set => set.OrderBy(orderBy), pageArgs, cancellationToken);

    public async Task<BookmarkQueueDeadLetterItem?> TryMarkReplayedAsync(string id, string queueItemId, DateTimeOffset replayedAt, CancellationToken cancellationToken = default)
    {
        var marked = await Storage.TransactAsync<RuntimeElsaDbContext, int>(
            (context, token) => context.BookmarkQueueDeadLetterItems.Where(x => x.Id == id && x.CanReplay).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.CanReplay, false).SetProperty(x => x.ReplayedAt, replayedAt).SetProperty(x => x.ReplayedQueueItemId, queueItemId),
                token),
            cancellationToken);
        return marked == 1 ? await FindAsync(new BookmarkQueueDeadLetterFilter { Id = id }, cancellationToken) : null;
    }

    public Task<long> DeleteAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) => DeleteAsync(filter.Apply, cancellationToken);
}
