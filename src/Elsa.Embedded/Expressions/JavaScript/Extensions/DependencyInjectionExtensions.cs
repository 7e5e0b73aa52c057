using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.JavaScript.Extensions;

/// <summary>Registers what tells editors of functions, types and globals.</summary>
public static class DependencyInjectionExtensions
{
    /// <summary>Registers a provider of functions.</summary>
    public static IServiceCollection AddFunctionDefinitionProvider<T>(this IServiceCollection services) where T : class, IFunctionDefinitionProvider =>
        services.AddScoped<IFunctionDefinitionProvider, T>();

    /// <summary>Registers a provider of functions.</summary>
    public static IServiceCollection AddFunctionDefinitionProvider<T>(this IServiceCollection services, Func<IServiceProvider, T> factory) where T : class, IFunctionDefinitionProvider =>
        services.AddScoped<IFunctionDefinitionProvider>(factory);

    /// <summary>Registers a provider of types.</summary>
    public static IServiceCollection AddTypeDefinitionProvider<T>(this IServiceCollection services) where T : class, ITypeDefinitionProvider =>
        services.AddScoped<ITypeDefinitionProvider, T>();

    /// <summary>Registers a provider of types.</summary>
    public static IServiceCollection AddTypeDefinitionProvider<T>(this IServiceCollection services, Func<IServiceProvider, T> factory) where T : class, ITypeDefinitionProvider =>
        services.AddScoped<ITypeDefinitionProvider>(factory);

    /// <summary>Registers a provider of globals.</summary>
    public static IServiceCollection AddVariableDefinitionProvider<T>(this IServiceCollection services) where T : class, IVariableDefinitionProvider =>
        services.AddScoped<IVariableDefinitionProvider, T>();

    /// <summary>Registers a provider of globals.</summary>
    public static IServiceCollection AddVariableDefinitionProvider<T>(this IServiceCollection services, Func<IServiceProvider, T> factory) where T : class, IVariableDefinitionProvider =>
        services.AddScoped<IVariableDefinitionProvider>(factory);
}
