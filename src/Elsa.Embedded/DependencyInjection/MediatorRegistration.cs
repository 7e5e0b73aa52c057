using Elsa.Mediator.Contracts;

// Elsa keeps these where every host already looks for registrations.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers handlers of notifications.</summary>
public static partial class DependencyInjectionExtensions
{
    /// <summary>Registers a handler for every notification type that it implements.</summary>
    public static IServiceCollection AddNotificationHandler<THandler>(this IServiceCollection services) where THandler : class, INotificationHandler
    {
        var contracts = typeof(THandler).GetInterfaces().Where(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(INotificationHandler<>));
        foreach (var contract in contracts)
            services.AddScoped(contract, typeof(THandler));
        return services;
    }

    /// <summary>Registers a handler for one notification type.</summary>
    public static IServiceCollection AddNotificationHandler<THandler, TNotification>(this IServiceCollection services)
        where THandler : class, INotificationHandler<TNotification> where TNotification : INotification =>
        services.AddScoped<INotificationHandler<TNotification>, THandler>();

    /// <summary>Registers a handler that the factory makes or finds.</summary>
    public static IServiceCollection AddNotificationHandler<THandler, TNotification>(this IServiceCollection services, Func<IServiceProvider, THandler> factory)
        where THandler : class, INotificationHandler<TNotification> where TNotification : INotification =>
        services.AddScoped<INotificationHandler<TNotification>>(factory);
}
