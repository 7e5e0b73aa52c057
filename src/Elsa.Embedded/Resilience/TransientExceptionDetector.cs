namespace Elsa.Resilience;

/// <summary>Asks all strategies about an exception and about those inside it.</summary>
public class TransientExceptionDetector : ITransientExceptionDetector
{
    private readonly IEnumerable<ITransientExceptionStrategy> _detectors;

    /// <summary>Creates the detector.</summary>
    public TransientExceptionDetector(IEnumerable<ITransientExceptionStrategy> detectors) => _detectors = detectors;

    /// <inheritdoc />
    public bool IsTransient(Exception exception) =>
        _detectors.Any(x => x.IsTransient(exception)) ||
        (exception is AggregateException many ? many.InnerExceptions.Any(IsTransient) : exception.InnerException is { } inner && IsTransient(inner));
}
