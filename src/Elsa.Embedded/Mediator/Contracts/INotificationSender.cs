namespace Elsa.Mediator.Contracts;

/// <summary>Tells a notification to everyone who registered for it.</summary>
public interface INotificationSender
{
    /// <summary>Calls the handlers one after the other; an exception of a handler stops the round and reaches the caller.</summary>
    Task SendAsync(INotification notification, CancellationToken cancellationToken = default);
}
