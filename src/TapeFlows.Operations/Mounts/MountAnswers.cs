using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Mounts;

/// <summary>Has operations go on, or end, as soon as somebody answers their mount request. What is missed here the next look finds.</summary>
internal sealed class MountAnswers(IServiceProvider services) : IInboxListener
{
    public Task OnChangedAsync(InboxEntry entry, CancellationToken cancellationToken) =>
        entry is { Kind: InboxKind.MountRequest, AnsweredAt: not null, OperationId: not null }
            ? services.GetRequiredService<MountRequests>().FollowAsync(entry, cancellationToken)
            : Task.CompletedTask;
}
