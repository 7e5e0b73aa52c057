using System.Reflection;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Describes classes of activities.</summary>
public interface IActivityDescriber
{
    /// <summary>Describes a class.</summary>
    Task<ActivityDescriptor> DescribeActivityAsync(Type activityType, CancellationToken cancellationToken = default);

    /// <summary>The properties that are inputs.</summary>
    IEnumerable<PropertyInfo> GetInputProperties(Type activityType);

    /// <summary>The properties that are outputs.</summary>
    IEnumerable<PropertyInfo> GetOutputProperties(Type activityType);
}
