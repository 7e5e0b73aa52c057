using TapeFlows.Backup;

namespace TapeFlows.Server.Output;

/// <summary>An entry of a set as scripts see it, on the command line and over HTTP alike.</summary>
internal static class FileLines
{
    public static FileLine Of(CatalogFile file) => new(
        "/" + file.Path,
        FileWords.OfKind(file.Kind),
        file.Size,
        FileWords.OfTime(file.ModifiedNanoseconds),
        FileWords.OfMode(file.Mode),
        file.UserId,
        file.GroupId,
        file.LinkTarget is { } target ? PathText.ToDisplay(target) : null,
        file.Sha256 is { } sum ? Convert.ToHexStringLower(sum) : null,
        file.IsDeleted,
        file is { IsDeleted: false, Counterpart: { } former } ? "/" + former : null,
        file is { IsDeleted: true, Counterpart: { } present } ? "/" + present : null,
        FileWords.OfState(file.State));
}
