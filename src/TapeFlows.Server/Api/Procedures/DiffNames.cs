using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Api.Procedures;

/// <summary>What people know as activities, inputs and outputs, where a difference has ids and names of properties.</summary>
internal sealed class DiffNames
{
    private const string Arrow = " -> ";

    private readonly IActivityRegistry _activities;
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);

    /// <summary>Takes them from two versions; where both know an activity, it is called as in the newer one.</summary>
    public DiffNames(JsonObject older, JsonObject newer, IActivityRegistry activities)
    {
        _activities = activities;
        foreach (var (id, activity) in new FlatWorkflow(older["root"]).Activities)
            _known[id] = activity;
        foreach (var (id, activity) in new FlatWorkflow(newer["root"]).Activities)
            _known[id] = activity;
    }

    /// <summary>A difference with those names.</summary>
    public ChangeView Of(DefinitionChange change) => change.Subject switch
    {
        "activity" or "layout" => new(change.Kind, change.Subject, change.Id, NameOf(change.Id), change.Property, LabelOf(change), Plain(change.From), Plain(change.To)),
        "connection" => new(change.Kind, change.Subject, change.Id, ConnectionOf(change.Id), Property: null, Label: null, From: null, To: null),
        _ => new(change.Kind, change.Subject, change.Id, change.Id, change.Property, change.Property, Plain(change.From), Plain(change.To)),
    };

    private string NameOf(string id)
    {
        if (!_known.TryGetValue(id, out var activity))
            return id;
        var shown = (string?)activity["metadata"]?["displayText"] is { Length: > 0 } text ? text : DescriptorOf(activity)?.DisplayName ?? (string?)activity["type"] ?? id;
        return (string?)activity["name"] is { Length: > 0 } name && name != shown ? $"{shown} ‘{name}’" : shown;
    }

    private string? LabelOf(DefinitionChange change)
    {
        if (change.Property is not { } property || !_known.TryGetValue(change.Id, out var activity) || DescriptorOf(activity) is not { } descriptor)
            return change.Property;
        var found = descriptor.Inputs.Cast<PropertyDescriptor>().Concat(descriptor.Outputs).FirstOrDefault(candidate => string.Equals(candidate.Name, property, StringComparison.OrdinalIgnoreCase));
        return found?.DisplayName ?? property;
    }

    // As FlatWorkflow writes it: start.Done -> mount. Ids of activities have no full stop in them, outcomes may.
    private string ConnectionOf(string text)
    {
        var middle = text.IndexOf(Arrow, StringComparison.Ordinal);
        var (source, target) = (text[..middle].Split('.', 2), text[(middle + Arrow.Length)..].Split('.', 2));
        return $"{NameOf(source[0])} · {(source.Length > 1 ? source[1] : "Done")} → {NameOf(target[0])}";
    }

    private ActivityDescriptor? DescriptorOf(JsonObject activity) => (string?)activity["type"] is { } type ? _activities.Find(type) : null;

    // A text without the quotation marks of JSON.
    private static string? Plain(string? value)
    {
        if (value is not ['"', .., '"'])
            return value;
        try
        {
            return JsonSerializer.Deserialize<string>(value);
        }
        catch (JsonException)
        {
            return value;
        }
    }
}

/// <summary>A difference between two versions of a procedure.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Subject"><c>activity</c>, <c>connection</c>, <c>input</c>, <c>output</c>, <c>variable</c>, <c>definition</c> or <c>layout</c>.</param>
/// <param name="Id">Which one.</param>
/// <param name="Name">What people know it by.</param>
/// <param name="Property">What of it changed; null where all of it came or went.</param>
/// <param name="Label">What people know that by.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it is.</param>
internal sealed record ChangeView(string Kind, string Subject, string Id, string Name, string? Property, string? Label, string? From, string? To);
