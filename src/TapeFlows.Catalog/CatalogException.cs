namespace TapeFlows.Catalog;

/// <summary>
/// The catalog could not do what it was asked. The message says what happened, to what, what was kept and what to do. Every call is one
/// transaction unless its documentation says otherwise: after this exception nothing of the call is stored.
/// </summary>
public sealed class CatalogException : Exception
{
    /// <summary>An error without words; the others are better.</summary>
    public CatalogException()
    {
    }

    /// <summary>An error the catalog found itself.</summary>
    /// <param name="message">What happened, to what, what was kept, what to do.</param>
    public CatalogException(string message)
        : base(message)
    {
    }

    /// <summary>An error of the database behind the catalog.</summary>
    /// <param name="message">What happened, to what, what was kept, what to do.</param>
    /// <param name="innerException">What the database said.</param>
    public CatalogException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
