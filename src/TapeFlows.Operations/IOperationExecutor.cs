namespace TapeFlows.Operations;

/// <summary>Does the work of one kind of operation.</summary>
public interface IOperationExecutor
{
    /// <summary>The kind.</summary>
    OperationKind Kind { get; }

    /// <summary>Does the work, or goes on with it: an attempt may follow one that died anywhere.</summary>
    /// <param name="context">The operation, and what it works with.</param>
    /// <param name="cancellationToken">Asks for an end at the next place where the volume is consistent.</param>
    /// <exception cref="OperationCanceledException">It ended there.</exception>
    Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken);
}

/// <summary>How an operation ended.</summary>
/// <param name="Outcome">See <see cref="Operation.Outcome"/>.</param>
/// <param name="Result">See <see cref="Operation.Result"/>.</param>
/// <param name="Problem">See <see cref="Operation.Problem"/>.</param>
public sealed record OperationEnd(string Outcome, string? Result = null, string? Problem = null);

/// <summary>The words for how operations end; the outcomes of activities are the same.</summary>
public static class OperationOutcome
{
    /// <summary>The work is done.</summary>
    public const string Done = "Done";

    /// <summary>The work is done, and part of the data is damaged or lost.</summary>
    public const string Damaged = "Damaged";

    /// <summary>A person has to do something first.</summary>
    public const string NeedsOperator = "NeedsOperator";

    /// <summary>It could not be done.</summary>
    public const string Failed = "Failed";
}
