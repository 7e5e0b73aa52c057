using Elsa.Workflows.Helpers;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Resumes bookmarks. Who has the lease and still finds the bookmark in the state runs the burst; its commit removes the bookmark.</summary>
#pragma warning disable CS0618 // The older contract is still part of Elsa's API.
internal sealed class WorkflowResumer(BurstRunner runner, IBookmarkStore bookmarks, IStimulusHasher hasher) : IWorkflowResumer, IBookmarkResumer
#pragma warning restore CS0618
{
    public async Task<RunWorkflowInstanceResponse?> ResumeAsync(string bookmarkId, IDictionary<string, object> input, CancellationToken cancellationToken = default) =>
        (await ((IWorkflowResumer)this).ResumeAsync(new BookmarkFilter { BookmarkId = bookmarkId }, new ResumeBookmarkOptions { Input = input }, cancellationToken)).FirstOrDefault();

    public async Task<RunWorkflowInstanceResponse?> ResumeAsync<TActivity>(string bookmarkId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity =>
        (await ((IWorkflowResumer)this).ResumeAsync(new BookmarkFilter { BookmarkId = bookmarkId, Name = NameOf<TActivity>() }, options, cancellationToken)).FirstOrDefault();

    public Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity =>
        ResumeAsync<TActivity>(stimulus, workflowInstanceId: null, options, cancellationToken);

    public Task<IEnumerable<RunWorkflowInstanceResponse>> ResumeAsync<TActivity>(object stimulus, string? workflowInstanceId, ResumeBookmarkOptions? options = null, CancellationToken cancellationToken = default) where TActivity : IActivity
    {
        var name = NameOf<TActivity>();
        var filter = new BookmarkFilter { Name = name, Hash = hasher.Hash(name, stimulus), WorkflowInstanceId = workflowInstanceId };
        return ((IWorkflowResumer)this).ResumeAsync(filter, options, cancellationToken);
    }

    async Task<IEnumerable<RunWorkflowInstanceResponse>> IWorkflowResumer.ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options, CancellationToken cancellationToken)
    {
        var responses = new List<RunWorkflowInstanceResponse>();
        foreach (var bookmark in await bookmarks.FindManyAsync(filter, cancellationToken))
        {
            if (await ResumeAsync(bookmark, options, cancellationToken) is { } response)
                responses.Add(response);
        }

        return responses;
    }

    Task<IEnumerable<RunWorkflowInstanceResponse>> IWorkflowResumer.ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken)
    {
        var filter = new BookmarkFilter { BookmarkId = request.BookmarkId, WorkflowInstanceId = request.WorkflowInstanceId, ActivityInstanceId = request.ActivityInstanceId };
        return ((IWorkflowResumer)this).ResumeAsync(filter, new ResumeBookmarkOptions { Input = request.Input, Properties = request.Properties }, cancellationToken);
    }

    // Elsa keeps the older contract for hosts that ask for it.
#pragma warning disable CS0618
    async Task<ResumeBookmarkResult> IBookmarkResumer.ResumeAsync(string bookmarkId, IDictionary<string, object> input, CancellationToken cancellationToken) =>
        Result(await ResumeAsync(bookmarkId, input, cancellationToken));

    async Task<ResumeBookmarkResult> IBookmarkResumer.ResumeAsync(BookmarkFilter filter, ResumeBookmarkOptions? options, CancellationToken cancellationToken) =>
        await bookmarks.FindAsync(filter, cancellationToken) is { } bookmark ? Result(await ResumeAsync(bookmark, options, cancellationToken)) : ResumeBookmarkResult.NotFound();

    async Task<ResumeBookmarkResult> IBookmarkResumer.ResumeAsync(ResumeBookmarkRequest request, CancellationToken cancellationToken) =>
        Result((await ((IWorkflowResumer)this).ResumeAsync(request, cancellationToken)).FirstOrDefault());
#pragma warning restore CS0618

    private static ResumeBookmarkResult Result(RunWorkflowInstanceResponse? response) => response is null ? ResumeBookmarkResult.NotFound() : ResumeBookmarkResult.Found(response);

    private async Task<RunWorkflowInstanceResponse?> ResumeAsync(StoredBookmark bookmark, ResumeBookmarkOptions? options, CancellationToken cancellationToken)
    {
        var request = new RunWorkflowInstanceRequest { BookmarkId = bookmark.Id, Input = options?.Input, Properties = options?.Properties };
        var result = await runner.RunAsync(bookmark.WorkflowInstanceId, request, dispatch: null, cancellationToken);
        return result is { HasRun: true, State: { } state } ? RunResponses.Of(state) : null;
    }

    private static string NameOf<TActivity>() where TActivity : IActivity => ActivityTypeNames.Of(typeof(TActivity)).Name;
}
