using System.Security.Claims;

namespace TapeFlows.Server.Access;

/// <summary>Keeps who changed what. An entry is stored before the answer to the change is sent.</summary>
internal interface IAuditLog
{
    /// <summary>Adds an entry.</summary>
    /// <param name="who">The caller.</param>
    /// <param name="action">What was done, as <c>noun.verb</c>: <c>task.create</c>, <c>volume.retire</c>.</param>
    /// <param name="target">The name or id of what was changed.</param>
    /// <param name="before">What it was, without secrets, as it is shown to the caller; null: it was not.</param>
    /// <param name="after">What it is; null: it is no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteAsync(ClaimsPrincipal who, string action, string target, object? before, object? after, CancellationToken cancellationToken);
}
