namespace TapeFlows.Operations;

/// <summary>
/// Hears of the end of each operation that somebody waits for, on the node that noticed it: once as a rule, and once more when a node died in between.
/// To hear of an end again must do no harm: a bookmark that is burnt is not resumed.
/// </summary>
public interface IOperationListener
{
    /// <summary>An operation has ended. What is thrown is logged and tried again later.</summary>
    /// <param name="operation">It, with outcome, problem and result.</param>
    /// <param name="cancellationToken">The node stops.</param>
    Task OnEndedAsync(Operation operation, CancellationToken cancellationToken);
}
