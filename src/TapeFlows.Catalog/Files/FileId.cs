using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// The key of a file row: the number of its set in the upper 24 bits, its ordinal in the lower 40. So the rows of a set lie together in
/// path order, under one short key.
/// </summary>
/// <remarks>
/// One column, not two, so that the key's index serves ranges of a set and nothing else. With the set's number in front of it, PostgreSQL
/// at times lists a directory of a new set, of which it has no statistics yet, by walking that whole set.
/// </remarks>
internal static class FileId
{
    private const int OrdinalBits = 40;

    /// <summary>The highest ordinal: a trillion files in a set.</summary>
    public const long MaxOrdinal = (1L << OrdinalBits) - 1;

    /// <summary>The key of a row.</summary>
    /// <exception cref="CatalogException">The ordinal is not from 1 to <see cref="MaxOrdinal"/>.</exception>
    public static long Of(int setNumber, CatalogFile file) =>
        file.Ordinal is >= 1 and <= MaxOrdinal
            ? At(setNumber, file.Ordinal)
            : throw new CatalogException($"The file '{file.Path}' has ordinal {file.Ordinal}, and a set numbers its files from 1 to {MaxOrdinal}. Nothing of this step was stored. This is an error in the program that called; please report it.");

    /// <summary>Where a row of that ordinal is or would be.</summary>
    public static long At(int setNumber, long ordinal) => ((long)setNumber << OrdinalBits) + Math.Clamp(ordinal, 0, MaxOrdinal);

    /// <summary>The highest key that a row of the set can have.</summary>
    public static long Last(int setNumber) => At(setNumber, MaxOrdinal);

    /// <summary>The ordinal in a key.</summary>
    public static long OrdinalOf(long id) => id & MaxOrdinal;
}
