namespace TapeFlows.Backup.Sources;

/// <summary>What came of reading a small file in one go.</summary>
/// <param name="Entry">The entry that the bytes belong to, with its attributes; <see langword="null"/>: nothing can be archived.</param>
/// <param name="Length">Bytes read, the same as the entry's size.</param>
/// <param name="Problem">What there is to tell.</param>
internal readonly record struct SmallFile(FileEntry? Entry, int Length, SourceProblem? Problem)
{
    /// <summary>The file does not fit into the buffer (any more): open it as a <see cref="SourceFile"/>.</summary>
    public bool IsTooLarge => Entry is null && Problem is null;
}
