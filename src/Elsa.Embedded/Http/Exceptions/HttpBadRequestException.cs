namespace Elsa.Http.Exceptions;

/// <summary>A request that cannot be understood: the sender must change it.</summary>
public class HttpBadRequestException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HttpBadRequestException(string message, Exception exception) : base(message, exception)
    {
    }
}
