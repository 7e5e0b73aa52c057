using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime;

/// <summary>Resumes bookmarks. However many callers try: one of them runs the burst, the others find nothing.</summary>
public interface IWorkflowResumer
{
    /// <summary>Resumes a bookmark; null if it is gone.</summary>
    Task<RunWorkflowInstanceResponse?> ResumeAsync(string bookmarkId, IDictionary<string, object> input, CancellationToken cancellationToken = default);

    /// <summary>Resumes a bookmark; null if it is gone.</summary>
    Task<RunWorkflowInstanceResponse?> ResumeAsync<TActivity>(string bookmarkId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity;

    /// <summary>Resumes all bookmarks of a type of activities for what happened.</summary>
    Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity;

    /// <summary>Resumes the bookmarks of a type of activities in one instance for what happened.</summary>
    Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, string? workflowInstanceId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity;

    /// <summary>Resumes all bookmarks that match.</summary>
    Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes what the request names.</summary>
    Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Resumes one bookmark.</summary>
[Obsolete("Use IWorkflowResumer instead.")]
public interface IBookmarkResumer
{
    /// <summary>Resumes a bookmark.</summary>
    Task<ResumeBookmarkResult> ResumeAsync(string bookmarkId, IDictionary<string, object> input, CancellationToken cancellationToken = default);

    /// <summary>Resumes the first bookmark that matches.</summary>
    Task<ResumeBookmarkResult> ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Resumes what the request names.</summary>
    Task<ResumeBookmarkResult> ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Names a bookmark to resume.</summary>
public class ResumeBookmarkRequest
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>The bookmark.</summary>
    public string BookmarkId { get; set; } = default!;

    /// <summary>The execution that waits.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>Input for the burst.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}

/// <summary>Whether a bookmark was resumed.</summary>
/// <param name="Matched">Whether it was there.</param>
/// <param name="Response">Where the instance stands.</param>
public record ResumeBookmarkResult(bool Matched, RunWorkflowInstanceResponse? Response = null)
{
    /// <summary>It was resumed.</summary>
    public static ResumeBookmarkResult Found(RunWorkflowInstanceResponse response) => new(Matched: true, response);

    /// <summary>It was not there.</summary>
    public static ResumeBookmarkResult NotFound() => new(Matched: false);
}
