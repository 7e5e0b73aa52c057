using System.Globalization;
using System.Resources;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities.Texts;

/// <summary>What activities say to people by themselves, in the culture of the reader (<c>OperatorTexts.resx</c>).</summary>
internal static class OperatorTexts
{
    private static readonly ResourceManager Resources = new(typeof(OperatorTexts));

    public static string Stopped => Get(nameof(Stopped));

    public static string Interrupted => Get(nameof(Interrupted));

    public static string NoBarcode => Get(nameof(NoBarcode));

    public static string NoSources => Get(nameof(NoSources));

    public static string NoTarget => Get(nameof(NoTarget));

    public static string NoSuchSet(string set) => Format(nameof(NoSuchSet), set);

    public static string NoSuchPolicy(string policy) => Format(nameof(NoSuchPolicy), policy);

    public static string NoSuchDepth(string depth) => Format(nameof(NoSuchDepth), depth);

    public static string NoSourcesSet => Get(nameof(NoSourcesSet));

    public static string RetentionSound => Get(nameof(RetentionSound));

    public static string AllWell => Get(nameof(AllWell));

    public static string WellAgain => Get(nameof(WellAgain));

    public static string SetsExpired(int count, bool isDry) => Format(isDry ? "SetsWouldExpire" : nameof(SetsExpired), count);

    public static string VolumesRecycled(int count, bool isDry) => Format(isDry ? "VolumesWouldBeRecycled" : nameof(VolumesRecycled), count);

    public static string Reported(string path) => Format(nameof(Reported), path);

    public static string NoPoolName(string name, string rule) => Format(nameof(NoPoolName), name, rule);

    public static string PoolMade(string name) => Format(nameof(PoolMade), name);

    public static string NothingToDo => Get(nameof(NothingToDo));

    public static string NoStart => Get(nameof(NoStart));

    public static string IdleTrigger => Get(nameof(IdleTrigger));

    public static string Unreachable(string start) => Format(nameof(Unreachable), start);

    public static string UnknownPool(string input, string pool, string known) => Format(nameof(UnknownPool), input, pool, known);

    public static string StaysMounted => Get(nameof(StaysMounted));

    public static string StaysMountedAfter(string ends) => Format(nameof(StaysMountedAfter), ends);

    public static string Written(WriteResult set) =>
        Format(nameof(Written), set.SetId, set.Type.ToString().ToLowerInvariant(), Amount.Of(set.Files, "entry", "entries"), Amount.OfBytes(set.Bytes), string.Join(", ", set.Volumes))
        + Also("AndWarnings", set.Warnings);

    public static string Restored(ReadResult set) =>
        Format(nameof(Restored), set.SetId, Amount.Of(set.Files, "entry", "entries"), Amount.OfBytes(set.Bytes)) + Also("AndKept", set.Skipped) + Also("AndLost", set.LostCount);

    public static string Checked(VerifyResult read) =>
        Format(nameof(Checked), string.Join(", ", read.Volumes), Amount.Of(read.Files, "entry", "entries"), Amount.OfBytes(read.Bytes)) + Also("AndDamaged", read.DamageCount);

    public static string Copied(CopySetResult copied) => copied.WasThere
        ? Format("CopyWasThere", copied.CopyOf, copied.SetId)
        : Format(nameof(Copied), copied.CopyOf, copied.SetId, string.Join(", ", copied.Volumes), Amount.Of(copied.Files, "entry", "entries"), Amount.OfBytes(copied.Bytes));

    private static string Also(string name, long count) => count == 0 ? "" : " " + Format(name, count);

    private static string Get(string name) => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    private static string Format(string name, params object[] values) => string.Format(CultureInfo.CurrentCulture, Get(name), values);
}
