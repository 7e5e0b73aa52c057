namespace Elsa.Features.Services;

/// <summary>A part of the engine that can be switched on and configured.</summary>
public interface IFeature
{
    /// <summary>The module that holds the feature.</summary>
    IModule Module { get; }

    /// <summary>Configures other features; runs before any feature is applied.</summary>
    void Configure();

    /// <summary>Registers hosted services.</summary>
    void ConfigureHostedServices();

    /// <summary>Registers services.</summary>
    void Apply();
}
