using System.Globalization;

namespace TapeFlows.Backup.Restore;

/// <summary>Holds a tar header against the catalog row. The row is what counts; a header that says otherwise is damaged.</summary>
internal static class HeaderCheck
{
    /// <summary>What the header says otherwise; <see langword="null"/> when nothing.</summary>
    public static string? Difference(CatalogFile row, FileEntry header)
    {
        if (row.Kind != header.Kind)
            return $"its kind ({header.Kind} instead of {row.Kind})";
        if (row.Kind == EntryKind.File && row.Size != header.Size)
            return string.Create(CultureInfo.InvariantCulture, $"its size ({header.Size} instead of {row.Size})");
        if (row.Mode != header.Mode)
            return "its permissions";
        if (row.UserId != header.UserId || row.GroupId != header.GroupId)
            return "its owner";
        if (row.ModifiedNanoseconds != header.ModifiedAt.ToNanoseconds() || row.ChangedNanoseconds != header.ChangedAt.ToNanoseconds())
            return "its times";
        if (row.Inode != header.Inode || row.Device != header.Device)
            return "its inode";
        return row.LinkTarget is { } link && !link.AsSpan().SequenceEqual(header.LinkTarget) ? "its link target" : null;
    }

    /// <summary>The entry to restore: what the row says, and what only the header knows.</summary>
    public static FileEntry Entry(CatalogFile row, in EntryPath path, FileEntry? header) => new()
    {
        Path = path,
        Kind = row.Kind,
        Mode = row.Mode,
        UserId = row.UserId,
        GroupId = row.GroupId,
        UserName = header?.UserName,
        GroupName = header?.GroupName,
        Size = row.Size,
        ModifiedAt = UnixTime.FromNanoseconds(row.ModifiedNanoseconds),
        AccessedAt = header?.AccessedAt ?? UnixTime.FromNanoseconds(row.ModifiedNanoseconds),
        ChangedAt = UnixTime.FromNanoseconds(row.ChangedNanoseconds),
        Inode = row.Inode,
        Device = row.Device,
        LinkCount = header?.LinkCount ?? 1,
        DeviceMajor = header?.DeviceMajor ?? 0,
        DeviceMinor = header?.DeviceMinor ?? 0,
        LinkTarget = row.LinkTarget,
        Attributes = header?.Attributes ?? [],
    };
}
