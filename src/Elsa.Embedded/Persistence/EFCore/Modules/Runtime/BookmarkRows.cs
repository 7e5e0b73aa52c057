using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Scheduling.Services;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps the index of bookmarks in a database.</summary>
internal sealed class BookmarkRows(ElsaStorage storage, RecordJson json) : Rows<RuntimeElsaDbContext, StoredBookmark>(storage), IBookmarkStore, IDueBookmarkStore
{
    /// <summary>The column of the time that a bookmark waits for, in ticks; null if it waits for something else.</summary>
    public const string DueAt = "DueAt";

    private readonly ExtraColumn<StoredBookmark>[] _extras =
    [
        new("SerializedPayload", x => json.Write(x.Payload), (x, text) => x.Payload = json.Read<object>(text)),
        new("SerializedMetadata", x => json.Write(x.Metadata), (x, text) => x.Metadata = json.Read<IDictionary<string, string>>(text)),
        new(DueAt, x => TicksOf(x), Read: null),
    ];

    protected override IReadOnlyList<ExtraColumn<StoredBookmark>> Extras => _extras;

    /// <summary>The writes that add or replace bookmarks.</summary>
    public IEnumerable<Write> Upsert(IReadOnlyCollection<StoredBookmark> records) => Table.UpsertMany(records);

    /// <summary>The writes that remove bookmarks, if they are there.</summary>
    public IEnumerable<Write> Delete(IEnumerable<string> ids) => ids.Select(id => Table.Delete(id));

    public async ValueTask SaveAsync(StoredBookmark record, CancellationToken cancellationToken = default) => await UpsertAsync(record, cancellationToken);

    public async ValueTask SaveManyAsync(IEnumerable<StoredBookmark> records, CancellationToken cancellationToken) => await UpsertAsync(records, cancellationToken);

    public async ValueTask<StoredBookmark?> FindAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) => await LoadFirstAsync(filter.Apply, cancellationToken);

    public async ValueTask<IEnumerable<StoredBookmark>> FindManyAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => filter.Apply(set).OrderBy(x => x.CreatedAt), cancellationToken);

    public async ValueTask<Page<StoredBookmark>> FindManyAsync(BookmarkFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        await LoadPageAsync(filter.Apply, set => set.OrderBy(x => x.CreatedAt).ThenBy(x => x.Id), pageArgs, cancellationToken);

    public async Task<IReadOnlyList<StoredBookmark>> FindDueAsync(DateTimeOffset until, StoredBookmark? after, int maxCount, CancellationToken cancellationToken)
    {
        var (last, lastId, lastDue) = (until.UtcTicks, after?.Id, after is null ? null : TicksOf(after));
        return await LoadAsync(
            set =>
            {
                var due = set.Where(x => EF.Property<long?>(x, DueAt) <= last);
                if (lastDue is not null)
                    due = due.Where(x => EF.Property<long?>(x, DueAt) > lastDue || (EF.Property<long?>(x, DueAt) == lastDue && string.Compare(x.Id, lastId) > 0));
                return due.OrderBy(x => EF.Property<long?>(x, DueAt)).ThenBy(x => x.Id).Take(maxCount);
            },
            cancellationToken);
    }

    public async ValueTask<long> DeleteAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) => await DeleteAsync(filter.Apply, cancellationToken);

    private static long? TicksOf(StoredBookmark bookmark) => DueTimes.Find(bookmark.Name, bookmark.Payload)?.UtcTicks;
}
