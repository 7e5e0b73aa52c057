using Elsa.Features.Models;

namespace Elsa.Features.Contracts;

/// <summary>The parts of the engine that are switched on.</summary>
public interface IInstalledFeatureRegistry
{
    /// <summary>Adds a part.</summary>
    void Add(FeatureDescriptor descriptor);

    /// <summary>All parts.</summary>
    IEnumerable<FeatureDescriptor> List();

    /// <summary>A part by its full name; null if it is not switched on.</summary>
    FeatureDescriptor? Find(string fullName);
}
