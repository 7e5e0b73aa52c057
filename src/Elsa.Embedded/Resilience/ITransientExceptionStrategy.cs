namespace Elsa.Resilience;

/// <summary>Knows some exceptions after which it makes sense to try again.</summary>
public interface ITransientExceptionStrategy
{
    /// <summary>Whether the exception itself is one of them.</summary>
    bool IsTransient(Exception exception);
}
