using System.Globalization;
using System.Resources;

namespace TapeFlows.Operations.Texts;

/// <summary>What operations say to people by themselves, in the culture of the node (<c>OperationTexts.resx</c>).</summary>
internal static class OperationTexts
{
    private static readonly ResourceManager Resources = new(typeof(OperationTexts));

    public static string NoSet => Get(nameof(NoSet));

    public static string VolumesMissing(IEnumerable<string> barcodes) => Format(nameof(VolumesMissing), string.Join(", ", barcodes));

    public static string Damages(long count, string first) => Format(nameof(Damages), count, first);

    public static string FilesLost(long lost) => Format(nameof(FilesLost), lost);

    public static string VolumeNeeded(string barcode, string library) => Format(nameof(VolumeNeeded), barcode, library);

    public static string PoolNeedsVolume(string pool, string library) => Format(nameof(PoolNeedsVolume), pool, library);

    public static string VolumeIsThere => Get(nameof(VolumeIsThere));

    public static string NobodyWaits => Get(nameof(NobodyWaits));

    public static string Refused(string problem, string by, string? remark) =>
        Format(string.IsNullOrWhiteSpace(remark) ? nameof(Refused) : "RefusedBecause", problem, by, remark ?? "");

    private static string Get(string name) => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    private static string Format(string name, params object[] values) => string.Format(CultureInfo.CurrentCulture, Get(name), values);
}
