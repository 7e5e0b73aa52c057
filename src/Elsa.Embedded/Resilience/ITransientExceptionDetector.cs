namespace Elsa.Resilience;

/// <summary>Knows whether it makes sense to try again after an exception.</summary>
public interface ITransientExceptionDetector
{
    /// <summary>Whether any strategy calls the exception, or one inside it, transient.</summary>
    bool IsTransient(Exception exception);
}
