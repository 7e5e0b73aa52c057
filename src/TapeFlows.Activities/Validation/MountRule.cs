using Elsa.Workflows;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Validation;

/// <summary>On every way from a mount to the end of the run the volume is ejected. What ends a run without a way, an exception, is not looked at: whoever retries goes on with the volume.</summary>
internal static class MountRule
{
    private const int MostTold = 3;

    public static void Check(Examination examination)
    {
        foreach (var mount in examination.Nodes.Select(node => node.Activity).OfType<MountTape>())
        {
            if (new VolumeCare(examination, mount).EndsWithout() is { } ends)
                examination.Refuse(mount, ends.Count == 0 ? OperatorTexts.StaysMounted : OperatorTexts.StaysMountedAfter(Told(examination, ends)));
        }
    }

    private static string Told(Examination examination, IReadOnlyList<(IActivity Activity, string? Outcome)> ends)
    {
        var places = ends.GroupBy(end => end.Activity).Select(place => place.All(end => end.Outcome is null)
            ? examination.NameOf(place.Key)
            : $"{examination.NameOf(place.Key)} ({string.Join(", ", place.Select(end => end.Outcome).OfType<string>())})").ToList();
        return places.Count <= MostTold ? string.Join("; ", places) : $"{string.Join("; ", places.Take(MostTold))}; …";
    }
}
