using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Notifications;

/// <summary>How the triggers of a definition changed.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="AddedTriggers">What is new.</param>
/// <param name="RemovedTriggers">What is gone.</param>
/// <param name="UnchangedTriggers">What stayed.</param>
public record IndexedWorkflowTriggers(Workflow Workflow, ICollection<StoredTrigger> AddedTriggers, ICollection<StoredTrigger> RemovedTriggers, ICollection<StoredTrigger> UnchangedTriggers);

/// <summary>How the bookmarks of an instance changed.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
/// <param name="AddedBookmarks">What is new.</param>
/// <param name="RemovedBookmarks">What is gone.</param>
/// <param name="UnchangedBookmarks">What stayed.</param>
public record IndexedWorkflowBookmarks(WorkflowExecutionContext WorkflowExecutionContext, ICollection<Bookmark> AddedBookmarks, ICollection<Bookmark> RemovedBookmarks, ICollection<Bookmark> UnchangedBookmarks);

/// <summary>The triggers of a definition are stored.</summary>
/// <param name="IndexedWorkflowTriggers">How they changed.</param>
public record WorkflowTriggersIndexed(IndexedWorkflowTriggers IndexedWorkflowTriggers) : INotification;

/// <summary>The bookmarks of an instance are stored.</summary>
/// <param name="IndexedWorkflowBookmarks">How they changed.</param>
public record WorkflowBookmarksIndexed(IndexedWorkflowBookmarks IndexedWorkflowBookmarks) : INotification;

/// <summary>Bookmarks are about to be deleted outside of a burst.</summary>
/// <param name="Bookmarks">The bookmarks.</param>
public record BookmarksDeleting(ICollection<StoredBookmark> Bookmarks) : INotification;

/// <summary>Bookmarks were deleted outside of a burst.</summary>
/// <param name="Bookmarks">The bookmarks.</param>
public record BookmarksDeleted(ICollection<StoredBookmark> Bookmarks) : INotification;
