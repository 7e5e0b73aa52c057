using Elsa.Expressions.Helpers;
using Elsa.Workflows;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>Finds bookmarks and what they wait for.</summary>
public static class BookmarkExtensions
{
    /// <summary>The bookmarks of activities of a type.</summary>
    public static IEnumerable<Bookmark> Filter<T>(this IEnumerable<Bookmark> bookmarks) where T : IActivity => bookmarks.Filter(ActivityTypeNames.Of(typeof(T)).Name);

    /// <summary>The bookmarks with a name.</summary>
    public static IEnumerable<Bookmark> Filter(this IEnumerable<Bookmark> bookmarks, string name) => bookmarks.Where(x => x.Name == name);

    /// <summary>What is waited for, as the type that the activity made it from; null if nothing in particular is.</summary>
    public static T? GetPayload<T>(this Bookmark bookmark) => bookmark.Payload.ConvertTo<T>();
}
