using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>A request that is not fulfilled, and what its sender is told.</summary>
internal sealed class ApiException : Exception
{
    private const string General = "generalErrors";

    public ApiException(int status, IReadOnlyDictionary<string, string[]> errors) : base(string.Join(' ', errors.SelectMany(x => x.Value)))
    {
        Status = status;
        Errors = errors;
    }

    public int Status { get; }

    /// <summary>Messages by what they are about: a property of the request, or the request as a whole.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <summary>The request as a whole cannot be fulfilled. Studio shows messages of this status only.</summary>
    public static ApiException Refused(params IEnumerable<string> messages) => new(StatusCodes.Status400BadRequest, new Dictionary<string, string[]> { [General] = messages.ToArray() });

    /// <summary>One value of the request is wrong.</summary>
    public static ApiException Invalid(string name, string message) => new(StatusCodes.Status400BadRequest, new Dictionary<string, string[]> { [name] = [message] });
}
