using Elsa.Expressions.Helpers;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Extensions;

/// <summary>Reads what stored triggers carry.</summary>
public static class StoredTriggerExtensions
{
    /// <summary>What starts the workflow, as the type that the activity made it from; null if nothing in particular does.</summary>
    public static T? GetPayload<T>(this StoredTrigger storedTrigger) => storedTrigger.Payload.ConvertTo<T>();
}

/// <summary>Reads and picks stored bookmarks.</summary>
public static class StoredBookmarkExtensions
{
    /// <summary>Those of one name.</summary>
    public static IEnumerable<StoredBookmark> Filter(this IEnumerable<StoredBookmark> bookmarks, string name) => bookmarks.Where(x => x.Name == name);

    /// <summary>What is waited for, as the type that the activity made it from; null if nothing in particular is.</summary>
    public static T? GetPayload<T>(this StoredBookmark storedBookmark) => storedBookmark.Payload.ConvertTo<T>();
}
