using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TapeFlows.Operations.Notices;
using TapeFlows.Operations.Purging;

namespace TapeFlows.Operations.Inbox;

/// <summary>The inbox in a service collection.</summary>
public static class InboxExtensions
{
    /// <summary>
    /// Says what leaves the inbox (<see cref="IInbox"/> itself comes with <see cref="OperationsExtensions.AddTapeFlowsOperations"/>). Without it nothing does.
    /// </summary>
    /// <exception cref="OperationException">An option is out of range.</exception>
    public static IServiceCollection AddNotices(this IServiceCollection services, NoticeOptions options)
    {
        options.Validate();
        return services.Replace(ServiceDescriptor.Singleton(options));
    }

    internal static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.TryAddSingleton(new NoticeOptions());
        foreach (var part in (Type[])[typeof(NoticeRoutes), typeof(InboxStore), typeof(NoticeStore), typeof(NoticePump), typeof(OperatorInbox)])
            services.AddSingleton(part);
        services.TryAddSingleton(new KeepingOptions());
        services.AddSingleton<IRecordPurge, OperationPurge>();
        services.AddSingleton<IRecordPurge, InboxPurge>();
        services.AddSingleton<INoticeChannel, MailChannel>();
        services.AddSingleton<INoticeChannel, WebhookChannel>();
        return services.AddSingleton<IInbox>(provider => provider.GetRequiredService<OperatorInbox>());
    }
}
