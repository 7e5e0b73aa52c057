namespace TapeFlows.Backup.Archive;

/// <summary>What of a file's content stands behind its header. The default is none: everything but regular files.</summary>
/// <param name="Length">Bytes of the file that this member covers, holes counted.</param>
/// <param name="Part">Which part of the file, when it is not all in one member.</param>
/// <param name="Sparse">Where its data is, when holes are left out; covers exactly <paramref name="Length"/> bytes.</param>
internal readonly record struct MemberContent(long Length, MemberPart? Part = null, SparseMap? Sparse = null)
{
    /// <summary>Bytes behind the header, without padding: the content, or map and data of a sparse one.</summary>
    public long StoredLength => Sparse?.StoredLength ?? Length;
}
