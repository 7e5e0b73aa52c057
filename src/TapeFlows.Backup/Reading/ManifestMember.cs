namespace TapeFlows.Backup.Reading;

/// <summary>The member of a manifest segment that has everything: the first one.</summary>
internal static class ManifestMember
{
    public static EntryPath Path { get; } = EntryPath.FromText("manifest.jsonl");
}
