using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Server.Api.Problems;

/// <summary>A kind of refusal. Its type never changes: programs decide by it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Word">The last part of the type.</param>
/// <param name="Title">The same for every problem of the kind.</param>
internal sealed record Problem(int Status, string Word, string Title)
{
    public static readonly Problem InvalidFields = new(400, "invalid-fields", "Fields of the request make no sense.");
    public static readonly Problem MalformedJson = new(400, "malformed-json", "The body is not the JSON that belongs here.");
    public static readonly Problem BadRequest = new(400, "bad-request", "The request makes no sense.");
    public static readonly Problem Unauthenticated = new(401, "unauthenticated", "Sign in first.");
    public static readonly Problem Forbidden = new(403, "forbidden", "This is not allowed to you.");
    public static readonly Problem NotFound = new(404, "not-found", "There is no such thing.");
    public static readonly Problem MethodNotAllowed = new(405, "method-not-allowed", "This cannot be done here.");
    public static readonly Problem Conflict = new(409, "conflict", "This contradicts how things are.");
    public static readonly Problem VersionMismatch = new(412, "version-mismatch", "Somebody else has changed it.");
    public static readonly Problem TooLarge = new(413, "too-large", "The body is too large.");
    public static readonly Problem UnsupportedMediaType = new(415, "unsupported-media-type", "The body is of a type that is not read here.");
    public static readonly Problem TooManyRequests = new(429, "too-many-requests", "Too many attempts. Wait as long as Retry-After says.");
    public static readonly Problem Internal = new(500, "internal", "The server failed.");
    public static readonly Problem Unavailable = new(503, "unavailable", "Something that this needs does not answer.");

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<Problem> All =
    [
        InvalidFields, MalformedJson, BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, VersionMismatch, TooLarge, UnsupportedMediaType, TooManyRequests, Internal, Unavailable,
    ];

    /// <summary>The <c>type</c> of RFC 9457.</summary>
    public string Type => $"urn:tapeflows:problem:{Word}";

    /// <summary>The refusal, to be thrown.</summary>
    /// <param name="detail">What happened and what to do, in sentences.</param>
    /// <param name="errors">What is wrong, by field.</param>
    public ProblemException Because(string detail, IReadOnlyList<FieldError>? errors = null) => new(this, detail, errors ?? []);

    /// <summary>The refusal of fields, to be thrown.</summary>
    public static ProblemException Of(IReadOnlyList<FieldError> errors) => InvalidFields.Because(Summary(errors), errors);

    /// <summary>The refusal of one field, to be thrown.</summary>
    public static ProblemException Of(string field, string message) => Of([new FieldError(field, message)]);

    private static string Summary(IReadOnlyList<FieldError> errors) =>
        $"Nothing was changed. {string.Join(' ', errors.Take(5).Select(error => $"{error.Field}: {error.Message}"))}{(errors.Count > 5 ? $" And {errors.Count - 5} more." : "")}";
}

/// <summary>A request is refused. The message says why and what to do.</summary>
internal sealed class ProblemException(Problem problem, string detail, IReadOnlyList<FieldError> errors) : Exception(detail)
{
    /// <summary>Of what kind.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>Problem details as they are sent (RFC 9457).</summary>
internal sealed record ProblemDocument
{
    /// <summary>Of what kind it is; never changes.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Finds the request in the server's log.</summary>
    public string? TraceId { get; init; }
}
