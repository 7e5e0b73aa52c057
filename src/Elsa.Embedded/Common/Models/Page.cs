namespace Elsa.Common.Models;

/// <summary>A part of a list, and how long the whole list is.</summary>
/// <param name="Items">The part.</param>
/// <param name="TotalCount">The length of the whole list.</param>
public record Page<T>(ICollection<T> Items, long TotalCount);
