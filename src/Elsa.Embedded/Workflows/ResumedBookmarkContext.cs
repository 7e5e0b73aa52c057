using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>The bookmark that a burst resumes.</summary>
/// <param name="Bookmark">The bookmark.</param>
public record ResumedBookmarkContext(Bookmark Bookmark);
