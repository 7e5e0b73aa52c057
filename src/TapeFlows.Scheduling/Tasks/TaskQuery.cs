namespace TapeFlows.Scheduling.Tasks;

/// <summary>Which tasks to list, by name, and which page of them.</summary>
public sealed record TaskQuery
{
    /// <summary>The most tasks of a page.</summary>
    public const int MaxPageSize = 1000;

    /// <summary><c>enabled_only</c>: leaves out those that are switched off.</summary>
    public bool EnabledOnly { get; init; }

    /// <summary><c>action_type</c>: only those of this kind; <see langword="null"/>: all.</summary>
    public ActionType? ActionType { get; init; }

    /// <summary><c>origin</c>: only those made so; <see langword="null"/>: all.</summary>
    public TaskOrigin? Origin { get; init; }

    /// <summary><c>search</c>: a part of the name or the description, in any case; <see langword="null"/>: all.</summary>
    public string? Search { get; init; }

    /// <summary>Whether <see cref="Search"/> finds a task, by its name and description.</summary>
    internal bool Finds(string name, string description) =>
        string.IsNullOrEmpty(Search) || name.Contains(Search, StringComparison.OrdinalIgnoreCase) || description.Contains(Search, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>page</c>, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary><c>page_size</c>: the most tasks of the page, 1 to <see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>A page of something, and how much there is of it.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, long Total);
