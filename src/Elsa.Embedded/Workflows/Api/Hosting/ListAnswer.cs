namespace Elsa.Workflows.Api.Hosting;

/// <summary>A list with the number of its items.</summary>
internal sealed record ListAnswer<T>(ICollection<T> Items)
{
    public long Count => Items.Count;
}

/// <summary>A part of a list with the number of all its items.</summary>
internal sealed record PageAnswer<T>(ICollection<T> Items, long TotalCount);

/// <summary>A number of items.</summary>
internal sealed record CountAnswer(long Count);
