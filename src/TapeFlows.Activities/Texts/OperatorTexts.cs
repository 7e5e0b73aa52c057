using System.Globalization;
using System.Resources;

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

    private static string Get(string name) => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    private static string Format(string name, params object[] values) => string.Format(CultureInfo.CurrentCulture, Get(name), values);
}
