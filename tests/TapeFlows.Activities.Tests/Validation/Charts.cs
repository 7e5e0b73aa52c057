using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Models;
using FsCheck;
using FsCheck.Fluent;
using Endpoint = Elsa.Workflows.Activities.Flowchart.Models.Endpoint;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>Makes flowcharts.</summary>
internal static class Charts
{
    /// <summary>A flowchart of ways such as <c>"a Failed b"</c>, between activities by their ids.</summary>
    public static Flowchart Of(IEnumerable<IActivity> activities, params string[] ways)
    {
        var known = activities.ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        return new Flowchart
        {
            Id = "chart",
            Activities = [.. known.Values],
            Connections = [.. ways.Select(way => way.Split(' ')).Select(way => new Connection(new Endpoint(known[way[0]], way[1]), new Endpoint(known[way[2]], "In")))],
        };
    }

    public static MountTape Mount(string id = "mount", string barcode = "TF0001L8") => new() { Id = id, Name = id, Barcode = new Input<string>(barcode) };

    public static Eject Eject(string id = "eject", string? barcode = null) => new() { Id = id, Name = id, Barcode = new Input<string?>(barcode) };

    public static WriteLine Line(string id) => new("text") { Id = id, Name = id };

    public static FlowDecision Decision(string id) => new() { Id = id, Name = id, Condition = new Input<bool>(true) };

    public static Start Start(string id = "start") => new() { Id = id, Name = id };

    /// <summary>Draws at random: activities 0 to 6, of which the first is a mount, and for each outcome where it leads, if anywhere.</summary>
    public static readonly Gen<Drawing> Any =
        from count in Gen.Choose(1, 7)
        from kinds in Gen.ListOf(Gen.Elements("line", "decision", "eject", "end"), count - 1)
        from targets in Gen.ListOf(Gen.Choose(-1, count - 1), 3 * count)
        select new Drawing(["mount", .. kinds], [.. targets]);

    /// <summary>A flowchart as numbers: what each activity is, and where its outcomes lead (-1: nowhere), three places for each.</summary>
    internal sealed record Drawing(IReadOnlyList<string> Kinds, IReadOnlyList<int> Targets)
    {
        public static string[] OutcomesOf(string kind) => kind switch
        {
            "mount" => ["Done", "NeedsOperator", "Failed"],
            "decision" => ["True", "False"],
            "eject" => ["Done", "Failed"],
            "end" => [],
            _ => ["Done"],
        };

        /// <summary>Where an activity leads to, by each of its outcomes.</summary>
        public IEnumerable<(string Outcome, int Target)> WaysOf(int activity) => OutcomesOf(Kinds[activity]).Select((outcome, i) => (outcome, Targets[(3 * activity) + i]));

        /// <summary>As an activity; a Start leads to the first.</summary>
        public Flowchart Chart() => Of(
            [Start(), .. Kinds.Select(Make)],
            ["start Done 0", .. Enumerable.Range(0, Kinds.Count).SelectMany(source => WaysOf(source).Where(way => way.Target >= 0).Select(way => $"{source} {way.Outcome} {way.Target}"))]);

        public override string ToString() => string.Join("; ", Kinds.Select((kind, i) => $"{i} {kind} {string.Join(", ", WaysOf(i))}"));

        private static IActivity Make(string kind, int i) => kind switch
        {
            "mount" => Mount($"{i}"),
            "decision" => Decision($"{i}"),
            "eject" => Eject($"{i}"),
            "end" => new End { Id = $"{i}" },
            _ => Line($"{i}"),
        };
    }
}
