using System.Text.Json.Serialization;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>How far one execution of a flowchart has come: counters of visits, and what has arrived where branches meet.</summary>
public class FlowScope
{
    /// <summary>Creates an empty scope.</summary>
    [JsonConstructor]
    public FlowScope()
    {
    }

    /// <summary>How often activities were executed or passed over.</summary>
    [JsonInclude]
    internal Dictionary<string, int> ActivitiesVisitCount { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often connections were decided.</summary>
    [JsonInclude]
    internal Dictionary<string, int> ConnectionVisitCount { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether connections were followed when they were last decided.</summary>
    [JsonInclude]
    internal Dictionary<string, bool> ConnectionLastVisitFollowed { get; set; } = new(StringComparer.Ordinal);

    // By target: the inbound connections that were decided since the target was last executed or passed over.
    [EngineState]
    internal Dictionary<string, Dictionary<string, bool>> Arrivals { get; set; } = new(StringComparer.Ordinal);

    // Joins that went on with the first branch and now let the others come in unheard.
    [EngineState]
    internal HashSet<string> Satisfied { get; set; } = new(StringComparer.Ordinal);

    // Ways out of loops that were not taken while the loop went on, as connections.
    [EngineState]
    internal List<string> Deferred { get; set; } = [];

    /// <summary>Counts an activity as executed or passed over.</summary>
    public void RegisterActivityVisit(IActivity activity) =>
        ActivitiesVisitCount[activity.Id] = ActivitiesVisitCount.GetValueOrDefault(activity.Id) + 1;

    /// <summary>Counts a connection as decided.</summary>
    public void RegisterConnectionVisit(Connection connection, bool followed)
    {
        var key = connection.ToString();
        ConnectionVisitCount[key] = ConnectionVisitCount.GetValueOrDefault(key) + 1;
        ConnectionLastVisitFollowed[key] = followed;
    }

    /// <summary>Whether the connection was followed when it was last decided.</summary>
    public bool GetConnectionLastVisitFollowed(Connection connection) => ConnectionLastVisitFollowed.GetValueOrDefault(connection.ToString());
}
