using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    private List<Bookmark>? _newBookmarks;

    /// <summary>Where this execution waits.</summary>
    public IEnumerable<Bookmark> Bookmarks => WorkflowExecutionContext.Bookmarks.Where(x => x.ActivityInstanceId == Id);

    /// <summary>Where it waits since its code ran last.</summary>
    public IEnumerable<Bookmark> NewBookmarks => _newBookmarks ?? [];

    internal bool HasNewBookmarks => _newBookmarks is { Count: > 0 };

    /// <summary>Makes the activity wait.</summary>
    public Bookmark CreateBookmark(CreateBookmarkArgs? options = null)
    {
        options ??= new CreateBookmarkArgs();
        var name = options.BookmarkName ?? Activity.Type;
        var hasher = WorkflowExecutionContext.ServiceProvider.GetRequiredService<IStimulusHasher>();
        var bookmark = new Bookmark(
            options.BookmarkId ?? WorkflowExecutionContext.IdentityGenerator.GenerateId(),
            name,
            hasher.Hash(name, options.Stimulus, options.IncludeActivityInstanceId ? Id : null),
            options.Stimulus,
            Activity.Id,
            NodeId,
            Id,
            _clock.UtcNow,
            options.AutoBurn,
            options.Callback?.Method.Name,
            options.AutoComplete,
            options.Metadata);
        AddBookmark(bookmark);
        return bookmark;
    }

    /// <summary>Makes the activity wait; the callback is called on resume and must be a method of the activity.</summary>
    public Bookmark CreateBookmark(ExecuteActivityDelegate callback, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Callback = callback, Metadata = metadata });

    /// <summary>Makes the activity wait for something.</summary>
    public Bookmark CreateBookmark(object stimulus, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Metadata = metadata });

    /// <summary>Makes the activity wait for something, which may mean this execution alone or any.</summary>
    public Bookmark CreateBookmark(object stimulus, bool includeActivityInstanceId, IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, IncludeActivityInstanceId = includeActivityInstanceId, Metadata = customProperties });

    /// <summary>Makes the activity wait for any of several things.</summary>
    public void CreateBookmarks(IEnumerable<object> payloads, ExecuteActivityDelegate? callback = null, bool includeActivityInstanceId = true, string? bookmarkName = null)
    {
        foreach (var payload in payloads)
            CreateBookmark(new CreateBookmarkArgs { Stimulus = payload, Callback = callback, IncludeActivityInstanceId = includeActivityInstanceId, BookmarkName = bookmarkName });
    }

    /// <summary>Makes the activity wait for something; the callback is called on resume and must be a method of the activity.</summary>
    public Bookmark CreateBookmark(object stimulus, ExecuteActivityDelegate? callback, bool includeActivityInstanceId = true, IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Callback = callback, IncludeActivityInstanceId = includeActivityInstanceId, Metadata = customProperties });

    /// <summary>Makes the activity wait at a bookmark that was made elsewhere.</summary>
    public void AddBookmark(Bookmark bookmark)
    {
        (_newBookmarks ??= []).Add(bookmark);
        WorkflowExecutionContext.Bookmarks.Add(bookmark);
        Taint();
    }

    /// <summary>Makes the activity wait at bookmarks that were made elsewhere.</summary>
    public void AddBookmarks(IEnumerable<Bookmark> bookmarks)
    {
        foreach (var bookmark in bookmarks)
            AddBookmark(bookmark);
    }

    /// <summary>Ends all waiting of this execution.</summary>
    public void ClearBookmarks()
    {
        _newBookmarks = null;
        var all = WorkflowExecutionContext.Bookmarks;
        if (all.Count == 0)
            return;
        foreach (var bookmark in all.Where(x => x.ActivityInstanceId == Id).ToList())
            all.Remove(bookmark);
    }

    internal void ForgetNewBookmarks() => _newBookmarks = null;
}
