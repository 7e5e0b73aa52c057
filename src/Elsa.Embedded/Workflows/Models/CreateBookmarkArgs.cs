namespace Elsa.Workflows.Models;

/// <summary>What a new bookmark is like.</summary>
public class CreateBookmarkArgs
{
    /// <summary>The identity; made up if not given.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The kind of event; the type of the activity if not given.</summary>
    public string? BookmarkName { get; set; }

    /// <summary>What exactly is waited for.</summary>
    public object? Stimulus { get; set; }

    /// <summary>The method that is called on resume: it must be a method of the activity.</summary>
    public ExecuteActivityDelegate? Callback { get; set; }

    /// <summary>Whether the bookmark is gone once it is resumed.</summary>
    public bool AutoBurn { get; set; } = true;

    /// <summary>Whether only an event for this very execution matches.</summary>
    public bool IncludeActivityInstanceId { get; set; }

    /// <summary>Whether the activity completes after the resume unless it waits again.</summary>
    public bool AutoComplete { get; set; } = true;

    /// <summary>What the activity wants to remember.</summary>
    public IDictionary<string, string>? Metadata { get; set; }
}
