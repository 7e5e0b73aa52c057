using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>What a volume's first labels tell, held against what the catalog knows of it.</summary>
internal sealed record VolumeFinding(string Barcode, LabelReading Reading)
{
    /// <summary>Never written: only the drive can say that, an unreadable label is something else.</summary>
    public bool IsBlank => Reading is LabelReading.Blank;

    /// <summary>Goes to the beginning and reads the labels there.</summary>
    public static VolumeFinding Read(MountedVolume mounted)
    {
        var rewound = mounted.Drive.Rewind();
        if (!rewound.IsDone)
            throw TapeException.From(rewound, "rewind", mounted.Barcode, mounted.Drive.Name);
        var reading = LabelReader.ReadGroup(mounted.Drive, new byte[mounted.Drive.MaxBlockSize]);
        return reading is LabelReading.DriveFailed failed
            ? throw TapeException.From(failed.Result, "read the volume label", mounted.Barcode, mounted.Drive.Name)
            : new VolumeFinding(mounted.Barcode, reading);
    }

    /// <summary>Whether this is the volume that the catalog means, and one that we may write on.</summary>
    /// <param name="volume">What the catalog knows.</param>
    /// <param name="reason">Why not, and what to do.</param>
    public bool IsWritable(Volume volume, out string reason)
    {
        reason = Reading switch
        {
            LabelReading.Blank when volume.AppendAddress == 0 => "",
            LabelReading.Blank =>
                $"Volume {Barcode} is blank, but the catalog has {volume.Segments} segments on it. It may have been erased, or the barcode moved to another cartridge.",
            LabelReading.Opening { Volume: { } identity } => Compare(identity, volume),
            // A writer died while it wrote the very first labels: the identity was in the catalog before, and nothing was ever committed.
            LabelReading.Damaged { IsMediaError: false } or LabelReading.EndOfData when IsUnfinished(volume) => "",
            // Its content was given up for a new identity (VolumeLabelling), or its first labels were taken back: a filemark ends the recorded data at its beginning.
            LabelReading.Foreign { IsFilemark: true } when IsUnfinished(volume) => "",
            LabelReading.Damaged damaged => $"The label of volume {Barcode} cannot be read: {damaged.Reason}. It is not touched; verify it, or relabel it if its content is not needed.",
            LabelReading.Foreign foreign => $"Volume {Barcode} carries something that TapeFlows did not write: {foreign.Reason}. It is not touched; relabel it only if its content is not needed.",
            _ => $"Volume {Barcode} does not begin with a volume label. It is not touched; relabel it only if its content is not needed.",
        };
        return reason.Length == 0;
    }

    private static bool IsUnfinished(Volume volume) => volume.VolumeId != Guid.Empty && volume.AppendAddress == 0 && volume.Segments == 0;

    private string Compare(VolumeIdentity identity, Volume volume)
    {
        if (identity.Barcode != Barcode)
            return $"The cartridge with barcode {Barcode} is labelled as volume {identity.Barcode}. It is not touched; check the barcode stickers.";
        if (volume.VolumeId == Guid.Empty)
            return $"Volume {Barcode} holds data that this catalog does not know. Run 'tapeflows rebuild-catalog' to learn what it holds; it is not touched.";
        return identity.VolumeId == volume.VolumeId
            ? ""
            : $"Volume {Barcode} was labelled again since the catalog last saw it. Run 'tapeflows rebuild-catalog'; it is not touched.";
    }
}
