namespace Elsa.Mediator.Contracts;

/// <summary>Marks a handler of notifications, whatever their type.</summary>
public interface INotificationHandler;

/// <summary>Receives every notification of one type.</summary>
public interface INotificationHandler<T> : INotificationHandler where T : INotification
{
    /// <summary>Called once for each notification, in the order in which they were sent.</summary>
    Task HandleAsync(T notification, CancellationToken cancellationToken);
}
