using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>Leads from an outcome of one activity to another activity.</summary>
public class Connection : IEquatable<Connection>, IKeepsUnknown
{
    /// <summary>Creates an empty connection.</summary>
    [JsonConstructor]
    public Connection()
    {
    }

    /// <summary>Creates a connection between ports.</summary>
    public Connection(Endpoint source, Endpoint target)
    {
        Source = source;
        Target = target;
    }

    /// <summary>Creates a connection from the outcome Done.</summary>
    public Connection(IActivity source, IActivity target) : this(new Endpoint(source), new Endpoint(target))
    {
    }

    /// <summary>Where it starts.</summary>
    public Endpoint Source { get; set; } = default!;

    /// <summary>Where it ends.</summary>
    public Endpoint Target { get; set; } = default!;

    /// <summary>The bends that the designer drew.</summary>
    public ICollection<Position> Vertices { get; set; } = new List<Position>();

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    // The port that a completed activity must name for the connection to be followed.
    internal string SourcePort => Source.Port ?? "Done";

    /// <inheritdoc />
    public bool Equals(Connection? other) =>
        other is not null &&
        ReferenceEquals(Source.Activity, other.Source.Activity) && Source.Port == other.Source.Port &&
        ReferenceEquals(Target.Activity, other.Target.Activity) && Target.Port == other.Target.Port;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Connection);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Source.Activity, Source.Port, Target.Activity, Target.Port);

    /// <inheritdoc />
    public override string ToString() => $"{Source.Name}->{Target.Name}";
}

/// <summary>A port of an activity.</summary>
public class Endpoint
{
    /// <summary>Creates an empty endpoint.</summary>
    [JsonConstructor]
    public Endpoint()
    {
    }

    /// <summary>Creates an endpoint.</summary>
    public Endpoint(IActivity activity, string? port = null)
    {
        Activity = activity;
        Port = port;
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; set; } = default!;

    /// <summary>The name of the port.</summary>
    public string? Port { get; set; }

    internal string Name => Port is null ? Activity.Id : $"{Activity.Id}:{Port}";
}

/// <summary>A point of the designer's canvas.</summary>
public class Position
{
    /// <summary>From left to right.</summary>
    public double X { get; set; }

    /// <summary>From top to bottom.</summary>
    public double Y { get; set; }
}
