namespace TapeFlows.Server.Access;

/// <summary>Why something about users or keys is refused.</summary>
internal enum AccessRefusal
{
    /// <summary>A value makes no sense.</summary>
    Invalid,

    /// <summary>There is no such user or key.</summary>
    Unknown,

    /// <summary>It contradicts what there is.</summary>
    Conflict,
}

/// <summary>Something about users or keys is refused. Nothing was changed; the message says what to do.</summary>
internal sealed class AccessException(AccessRefusal refusal, string message, string? field = null) : Exception(message)
{
    public AccessRefusal Refusal { get; } = refusal;

    /// <summary>Which value is wrong; null: none in particular.</summary>
    public string? Field { get; } = field;
}
