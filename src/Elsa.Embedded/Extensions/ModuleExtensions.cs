using Elsa.Expressions.CSharp.Features;
using Elsa.Expressions.CSharp.Options;
using Elsa.Expressions.JavaScript.Features;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.Options;
using Elsa.Features.Services;
using Elsa.Http.Features;
using Elsa.Scheduling.Features;
using Elsa.Workflows;
using Elsa.Workflows.Api.Features;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Extensions;

/// <summary>Sets the engine up.</summary>
public static class ModuleExtensions
{
    /// <summary>Adds the engine to a host.</summary>
    public static IModule AddElsa(this IServiceCollection services, Action<IModule>? configure = null)
    {
        var module = services.CreateModule();
        module.Configure<WorkflowsFeature>();
        module.Configure<WorkflowManagementFeature>();
        module.Configure<WorkflowRuntimeFeature>();
        configure?.Invoke(module);
        module.Apply();
        return module;
    }

    /// <summary>Configures the core.</summary>
    public static IModule UseWorkflows(this IModule configuration, Action<WorkflowsFeature>? configure = null) => configuration.Use(configure);

    /// <summary>Configures what the engine knows.</summary>
    public static IModule UseWorkflowManagement(this IModule module, Action<WorkflowManagementFeature>? configure = null) => module.Use(configure);

    /// <summary>Configures how the engine runs workflows.</summary>
    public static IModule UseWorkflowRuntime(this IModule module, Action<WorkflowRuntimeFeature>? configure = null) => module.Use(configure);

    /// <summary>Starts and resumes workflows when their time has come.</summary>
    public static IModule UseScheduling(this IModule module, Action<SchedulingFeature>? configure = null) => module.Use(configure);

    /// <summary>Sends requests, and lets requests start and resume workflows: add <c>app.UseWorkflows()</c> to the host.</summary>
    public static IModule UseHttp(this IModule module, Action<HttpFeature>? configure = null) => module.Use(configure);

    /// <summary>Adds JavaScript: expressions and the activity RunJavaScript.</summary>
    public static IModule UseJavaScript(this IModule module, Action<JavaScriptFeature>? configure = null) => module.Use(configure);

    /// <summary>Adds JavaScript and says what scripts may do.</summary>
    public static IModule UseJavaScript(this IModule module, Action<JintOptions> configureJintOptions) =>
        module.UseJavaScript((JavaScriptFeature x) => x.ConfigureJintOptions(configureJintOptions));

    /// <summary>Adds C#: expressions and the activity RunCSharp. Whoever may edit a definition then runs code on the server.</summary>
    public static IModule UseCSharp(this IModule module, Action<CSharpFeature>? configure = null) => module.Use(configure);

    /// <summary>Adds C# and says what scripts may do and see. Whoever may edit a definition then runs code on the server.</summary>
    public static IModule UseCSharp(this IModule module, Action<CSharpOptions> configureOptions) => module.UseCSharp((CSharpFeature x) => x.CSharpOptions += configureOptions);

    /// <summary>Adds all public activities of the assembly that holds a type.</summary>
    public static IModule AddActivitiesFrom<TMarkerType>(this IModule module) => module.UseWorkflowManagement(x => x.AddActivitiesFrom<TMarkerType>());

    /// <summary>Adds a workflow that is a class.</summary>
    public static IModule AddWorkflow<T>(this IModule module) where T : IWorkflow => module.UseWorkflowRuntime(x => x.AddWorkflow<T>());

    /// <summary>Adds all public workflows of the assembly that holds a type.</summary>
    public static IModule AddWorkflowsFrom<TMarker>(this IModule module) => module.UseWorkflowRuntime(x => x.AddWorkflowsFrom(typeof(TMarker).Assembly));

    /// <summary>Adds an activity.</summary>
    public static IModule AddActivity<T>(this IModule module) where T : IActivity => module.UseWorkflowManagement(x => x.AddActivity<T>());

    /// <summary>Removes an activity.</summary>
    public static IModule RemoveActivity<T>(this IModule module) where T : IActivity => module.UseWorkflowManagement(x => x.RemoveActivity<T>());

    /// <summary>Offers a type for variables, inputs and outputs.</summary>
    public static IModule AddVariableType<T>(this IModule module, string category) => module.UseWorkflowManagement(x => x.AddVariableType<T>(category));

    /// <summary>Offers a type for variables, inputs and outputs, and gives it a short name.</summary>
    public static IModule AddVariableTypeAndAlias<T>(this IModule module, string alias, string category) => module.AddTypeAlias<T>(alias).AddVariableType<T>(category);

    /// <summary>Adds the REST API that Elsa Studio works with: add <c>app.UseWorkflowsApi()</c> to the host, behind authentication. Each route asks for permissions, see <see cref="PermissionNames"/>.</summary>
    public static IModule UseWorkflowsApi(this IModule module, Action<WorkflowsApiFeature>? configure = null) => module.Use(configure);

    /// <summary>Adds live updates of instances: add <c>app.UseWorkflowsSignalRHubs()</c> to the host, behind authentication.</summary>
    public static IModule UseRealTimeWorkflows(this IModule module, Action<RealTimeWorkflowUpdatesFeature>? configure = null) => module.Use(configure);

    /// <summary>Gives a type a short name that definitions may use.</summary>
    public static IModule AddTypeAlias<T>(this IModule module, string alias)
    {
        module.Services.Configure<ExpressionOptions>(x => x.RegisterTypeAlias(typeof(T), alias));
        return module;
    }
}
