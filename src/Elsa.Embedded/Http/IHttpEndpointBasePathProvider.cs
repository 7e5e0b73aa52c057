namespace Elsa.Http;

/// <summary>Says below which path the endpoints are.</summary>
public interface IHttpEndpointBasePathProvider
{
    /// <summary>The path, with a leading slash.</summary>
    string GetBasePath();
}

/// <summary>Makes addresses that senders can use.</summary>
public interface IAbsoluteUrlProvider
{
    /// <summary>The address of a path on this host.</summary>
    Uri ToAbsoluteUrl(string relativePath);
}
