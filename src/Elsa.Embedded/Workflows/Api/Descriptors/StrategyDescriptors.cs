using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Serialization;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Descriptors;

/// <summary>The strategies that definitions may name. Each list begins with what is shown where nothing is chosen.</summary>
internal sealed class StrategyDescriptors(
    TypeAliases aliases,
    IEnumerable<IIncidentStrategy> incidents,
    IEnumerable<IWorkflowActivationStrategy> activations,
    ILogPersistenceStrategyService logs,
    ICommitStrategyRegistry commits)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get<StrategyDescriptors>("descriptors/incident-strategies", (x, request) => x.ListIncidentsAsync(request), "read:incident-strategies");
        routes.Get<StrategyDescriptors>("descriptors/workflow-activation-strategies", (x, request) => x.ListActivationsAsync(request), "read:workflow-activation-strategies");
        routes.Get<StrategyDescriptors>("descriptors/log-persistence-strategies", (x, request) => x.ListLogsAsync(request), "read:log-persistence-strategies");
        routes.Get<StrategyDescriptors>("descriptors/commit-strategies/workflows", (x, request) => x.ListWorkflowCommitsAsync(request), "read:commit-strategies");
        routes.Get<StrategyDescriptors>("descriptors/commit-strategies/activities", (x, request) => x.ListActivityCommitsAsync(request), "read:commit-strategies");
    }

    private Task<IResult> ListIncidentsAsync(ApiRequest request) => List(request, incidents.Select(x => Describe(x.GetType(), aliases.NameOfRegistered(x.GetType()))));

    private Task<IResult> ListActivationsAsync(ApiRequest request) => List(request, activations.Select(x => Describe(x.GetType())));

    private Task<IResult> ListLogsAsync(ApiRequest request) => List(request, logs.ListStrategies().Select(x => Describe(x.GetType())));

    private Task<IResult> ListWorkflowCommitsAsync(ApiRequest request) => List(request, commits.ListWorkflowStrategyRegistrations().Select(x => x.Metadata!));

    private Task<IResult> ListActivityCommitsAsync(ApiRequest request) => List(request, commits.ListActivityStrategyRegistrations().Select(x => x.Metadata!));

    private static Task<IResult> List<T>(ApiRequest request, IEnumerable<T> items) => Task.FromResult(request.Answer(new ListAnswer<T>(items.ToList())));

    private static StrategyDescriptor Describe(Type type, string? name = null)
    {
        var display = type.GetCustomAttribute<DisplayAttribute>();
        const string suffix = "Strategy";
        var plain = type.Name.EndsWith(suffix, StringComparison.Ordinal) ? type.Name[..^suffix.Length] : type.Name;
        return new StrategyDescriptor(
            display?.Name ?? type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? Names.Human(plain),
            display?.Description ?? type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            name ?? TypeDescriptors.LongName(type));
    }

    private sealed record StrategyDescriptor(string DisplayName, string Description, string TypeName);
}
