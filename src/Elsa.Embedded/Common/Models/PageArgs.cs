namespace Elsa.Common.Models;

/// <summary>Which part of a list is wanted.</summary>
public record PageArgs
{
    /// <summary>Wants everything.</summary>
    public static PageArgs All => new();

    /// <summary>How many items to leave out at the beginning; null leaves out none.</summary>
    public int? Offset { get; set; }

    /// <summary>How many items to take at most; null takes all.</summary>
    public int? Limit { get; set; }

    /// <summary>The number of the page, from 0; null without a size.</summary>
    public int? Page => PageSize is > 0 ? (Offset ?? 0) / PageSize : null;

    /// <summary>How many items a page has.</summary>
    public int? PageSize => Limit;

    /// <summary>A page by its number, from 0, and size. Without a size everything is wanted.</summary>
    public static PageArgs FromPage(int? page, int? pageSize) => pageSize is null
        ? new PageArgs()
        : new PageArgs { Offset = checked(Math.Max(page ?? 0, 0) * pageSize.Value), Limit = Math.Max(pageSize.Value, 0) };

    /// <summary>A range by its first item, from 0, and length.</summary>
    public static PageArgs FromRange(int? offset, int? limit) => new() { Offset = offset, Limit = limit };

    /// <summary>A page where there is a size or a number, otherwise a range.</summary>
    public static PageArgs From(int? page, int? pageSize, int? offset, int? limit) =>
        page is not null || pageSize is not null ? FromPage(page, pageSize) : FromRange(offset, limit);

    /// <summary>The page after this one.</summary>
    public PageArgs Next() => this with { Offset = checked((Offset ?? 0) + (Limit ?? 0)) };
}
