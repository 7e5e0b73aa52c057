using System.Data.Common;
using System.Net;
using System.Net.Sockets;

namespace Elsa.Resilience;

/// <summary>The usual ones: timeouts, broken connections, servers that are overloaded or away, databases that say so themselves.</summary>
public class DefaultTransientExceptionStrategy : ITransientExceptionStrategy
{
    /// <inheritdoc />
    public bool IsTransient(Exception exception) => exception switch
    {
        TimeoutException or SocketException => true,
        HttpRequestException { StatusCode: { } status } => IsTransient(status),
        HttpRequestException or HttpIOException => true,
        DbException database => database.IsTransient,
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException or EndOfStreamException => false,
        IOException => true,
        _ => false,
    };

    // RFC 9110, 15.5.9 and 15.6; RFC 6585, 4.
    internal static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
