using Microsoft.Extensions.Logging;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Queue;
using TapeFlows.Operations.Texts;

namespace TapeFlows.Operations.Mounts;

/// <summary>
/// Operations that wait for a volume which no library has: each has a request in the operators' inbox, which escalates there. It ends when the volume is there, when a person says that it is,
/// or when a person refuses. Every step can be done again, on any node: what a process that died left half done, the next look makes good.
/// </summary>
internal sealed partial class MountRequests(
    OperationStore store, IInbox inbox, IOperationTurns turns, DeliveryPump deliveries, OperationFeed feed, TapeSite site, ILogger<MountRequests> logger)
{
    private const string Self = "tapeflows";

    /// <summary>Asks for what an operation waits for.</summary>
    public async Task PostAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.WaitsFor is not { } wait)
            return;
        await inbox.PostAsync(
            new InboxPost
            {
                Kind = InboxKind.MountRequest,
                Severity = NoticeSeverity.ActionNeeded,
                Subject = wait.Barcode is { } barcode ? OperationTexts.VolumeNeeded(barcode, site.Library.Name) : OperationTexts.PoolNeedsVolume(wait.Pool ?? site.DefaultPool, site.Library.Name),
                Text = operation.Problem ?? "",
                Key = KeyOf(operation.Id),
                Run = operation.Run,
                OperationId = operation.Id,
                Pool = wait.Pool,
                Barcode = wait.Barcode,
            },
            cancellationToken);
    }

    /// <summary>Looks for every operation that waits whether it can go on.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var waiting = await store.ListAsync(new OperationQuery { States = [OperationState.Waiting], Take = 1000 }, cancellationToken);
        foreach (var operation in waiting.Where(operation => operation.WaitsFor is not null))
        {
            if (await inbox.FindOpenAsync(KeyOf(operation.Id), cancellationToken) is null)
                await FollowAnswerAsync(operation, cancellationToken);
            else if (await operation.WaitsFor!.IsThereAsync(site, cancellationToken))
                await GoOnAsync(operation.Id, OperationTexts.VolumeIsThere, cancellationToken);
        }

        var open = await inbox.ListAsync(new InboxQuery { Kind = InboxKind.MountRequest, IsOpen = true, Take = 1000 }, cancellationToken);
        foreach (var entry in open.Entries.Where(entry => entry.OperationId is { } id && waiting.All(operation => operation.Id != id)))
        {
            // It may have begun to wait since the list was made.
            if (await store.FindAsync(entry.OperationId!.Value, cancellationToken) is not { State: OperationState.Waiting })
                await inbox.AnswerAsync(entry.Id, InboxAnswer.Withdrawn, Self, OperationTexts.NobodyWaits, cancellationToken);
        }
    }

    /// <summary>Does what an answer says.</summary>
    public async Task FollowAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.OperationId is not { } id)
            return;
        if (entry.Answer == InboxAnswer.Refused)
            await EndAsync(id, entry.AnsweredBy ?? Self, entry.Remark, cancellationToken);
        else if (entry.Answer == InboxAnswer.Done)
            await ResumeAsync(id, cancellationToken);
    }

    /// <summary>An operation does not wait any more.</summary>
    public async Task WithdrawAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await inbox.FindOpenAsync(KeyOf(id), cancellationToken) is { } entry)
            await inbox.AnswerAsync(entry.Id, InboxAnswer.Withdrawn, Self, OperationTexts.NobodyWaits, cancellationToken);
    }

    /// <summary>See <see cref="IOperations.RefuseAsync"/>.</summary>
    public async Task<bool> RefuseAsync(Guid id, string by, string? remark, CancellationToken cancellationToken)
    {
        if (!await EndAsync(id, by, remark, cancellationToken))
            return false;
        if (await inbox.FindOpenAsync(KeyOf(id), cancellationToken) is { } entry)
            await inbox.AnswerAsync(entry.Id, InboxAnswer.Refused, by, remark, cancellationToken);
        return true;
    }

    private static string KeyOf(Guid id) => $"mount:{id:N}";

    private async Task FollowAnswerAsync(Operation operation, CancellationToken cancellationToken)
    {
        var entries = (await inbox.ListAsync(new InboxQuery { Kind = InboxKind.MountRequest, OperationId = operation.Id, Take = 1 }, cancellationToken)).Entries;
        // One that was answered before it began to wait this time is no answer to this.
        if (entries is [{ AnsweredAt: { } answered } entry] && entry.Answer != InboxAnswer.Withdrawn && answered >= await BeganAsync(operation, cancellationToken))
            await FollowAsync(entry, cancellationToken);
        else
            await PostAsync(operation, cancellationToken);
    }

    private async Task<DateTimeOffset> BeganAsync(Operation operation, CancellationToken cancellationToken) =>
        (await store.ListAttemptsAsync(operation.Id, cancellationToken)).LastOrDefault()?.EndedAt ?? operation.CreatedAt;

    private async Task GoOnAsync(Guid id, string why, CancellationToken cancellationToken)
    {
        LogGoesOn(logger, id, why);
        await ResumeAsync(id, cancellationToken);
        if (await inbox.FindOpenAsync(KeyOf(id), cancellationToken) is { } entry)
            await inbox.AnswerAsync(entry.Id, InboxAnswer.Withdrawn, Self, why, cancellationToken);
    }

    private async Task ResumeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { State: OperationState.Waiting }
            || await store.WishAsync(id, OperationWish.None, "", cancellationToken) is not { } operation)
            return;
        await turns.ScheduleAsync(operation, cancellationToken);
        feed.Changed(id);
    }

    private async Task<bool> EndAsync(Guid id, string by, string? remark, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { State: OperationState.Waiting } waiting
            || await store.RefuseAsync(id, OperationTexts.Refused(waiting.Problem ?? "", by, remark), cancellationToken) is not { } ended)
            return false;
        deliveries.Deliver(ended);
        feed.Changed(id);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Operation {Operation} goes on: {Why}")]
    private static partial void LogGoesOn(ILogger logger, Guid operation, string why);
}
