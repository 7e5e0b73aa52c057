using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Brings types of activities.</summary>
public interface IActivityProvider
{
    /// <summary>The types.</summary>
    ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default);
}

/// <summary>The known types of activities.</summary>
public interface IActivityRegistry : IActivityProvider
{
    /// <summary>Adds a type on behalf of a provider.</summary>
    void Add(Type providerType, ActivityDescriptor descriptor);

    /// <summary>Adds a type.</summary>
    void Register(ActivityDescriptor descriptor);

    /// <summary>Describes a class and adds it.</summary>
    Task RegisterAsync(Type activityType, CancellationToken cancellationToken = default);

    /// <summary>Describes classes and adds them.</summary>
    Task RegisterAsync(IEnumerable<Type> activityTypes, CancellationToken cancellationToken = default);

    /// <summary>All types.</summary>
    IEnumerable<ActivityDescriptor> ListAll();

    /// <summary>The types of a provider.</summary>
    IEnumerable<ActivityDescriptor> ListByProvider(Type providerType);

    /// <summary>The latest version of a type.</summary>
    ActivityDescriptor? Find(string type);

    /// <summary>A version of a type.</summary>
    ActivityDescriptor? Find(string type, int version);

    /// <summary>The first type that fits.</summary>
    ActivityDescriptor? Find(Func<ActivityDescriptor, bool> predicate);

    /// <summary>All types that fit.</summary>
    IEnumerable<ActivityDescriptor> FindMany(Func<ActivityDescriptor, bool> predicate);

    /// <summary>Asks the providers again.</summary>
    Task RefreshDescriptorsAsync(IEnumerable<IActivityProvider> activityProviders, CancellationToken cancellationToken = default);

    /// <summary>Asks a provider again.</summary>
    Task RefreshDescriptorsAsync(IActivityProvider activityProvider, CancellationToken cancellationToken = default);
}
