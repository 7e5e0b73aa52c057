using System.Collections.Concurrent;
using Elsa.Mediator.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Mediator.Services;

/// <summary>Calls the handlers in the order of their registration, from the scope of the sender.</summary>
internal sealed class SequentialNotificationSender(IServiceProvider serviceProvider) : INotificationSender
{
    private readonly ConcurrentDictionary<Type, Round> _rounds = new();

    public Task SendAsync(INotification notification, CancellationToken cancellationToken = default)
    {
        var round = _rounds.GetOrAdd(notification.GetType(), static type => (Round)Activator.CreateInstance(typeof(Round<>).MakeGenericType(type))!);
        return round.SendAsync(serviceProvider, notification, cancellationToken);
    }

    private abstract class Round
    {
        public abstract Task SendAsync(IServiceProvider serviceProvider, INotification notification, CancellationToken cancellationToken);
    }

    private sealed class Round<T> : Round where T : INotification
    {
        private INotificationHandler<T>[]? _handlers;

        public override Task SendAsync(IServiceProvider serviceProvider, INotification notification, CancellationToken cancellationToken)
        {
            // One sender lives as long as its scope, and so do the handlers.
            _handlers ??= serviceProvider.GetServices<INotificationHandler<T>>().ToArray();
            return _handlers.Length == 0 ? Task.CompletedTask : SendAsync(_handlers, (T)notification, cancellationToken);
        }

        private static async Task SendAsync(INotificationHandler<T>[] handlers, T notification, CancellationToken cancellationToken)
        {
            foreach (var handler in handlers)
                await handler.HandleAsync(notification, cancellationToken);
        }
    }
}
