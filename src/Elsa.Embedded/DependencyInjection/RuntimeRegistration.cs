using System.Reflection;
using Elsa.Workflows;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Contracts;
using Elsa.Workflows.Runtime.Options;

// Elsa keeps these where every host already looks for registrations.
namespace Microsoft.Extensions.DependencyInjection;

public static partial class DependencyInjectionExtensions
{
    /// <summary>Registers a validator for the triggers that wait for one kind of payload.</summary>
    public static IServiceCollection AddTriggerPayloadValidator<TValidator, TPayload>(this IServiceCollection services) where TValidator : class, ITriggerPayloadValidator<TPayload> =>
        services.AddScoped<ITriggerPayloadValidator<TPayload>, TValidator>();

    /// <summary>Registers someone who provides workflows.</summary>
    public static IServiceCollection AddWorkflowsProvider<T>(this IServiceCollection services) where T : class, IWorkflowsProvider => services.AddScoped<IWorkflowsProvider, T>();

    /// <summary>Registers a workflow that is a class.</summary>
    public static IServiceCollection AddWorkflow<T>(this IServiceCollection services) where T : IWorkflow => services.AddWorkflow(typeof(T));

    /// <summary>Registers a workflow that is a class.</summary>
    public static IServiceCollection AddWorkflow(this IServiceCollection services, Type workflowType) =>
        services.Configure<RuntimeOptions>(x => x.Workflows[workflowType.FullName!] = CodeWorkflows.FactoryOf(workflowType));

    /// <summary>Registers all public workflows of the assembly that holds a type.</summary>
    public static IServiceCollection AddWorkflowsFrom<TMarker>(this IServiceCollection services) => services.AddWorkflowsFrom(typeof(TMarker).Assembly);

    /// <summary>Registers all public workflows of an assembly.</summary>
    public static IServiceCollection AddWorkflowsFrom(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in CodeWorkflows.TypesIn(assembly))
            services.AddWorkflow(type);
        return services;
    }
}
