using Elsa.Extensions;
using Elsa.Http.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Http.Services;

/// <summary>Reads the base path from the options.</summary>
public class DefaultHttpEndpointBasePathProvider : IHttpEndpointBasePathProvider
{
    private readonly IOptions<HttpActivityOptions> _options;

    /// <summary>Creates the provider.</summary>
    public DefaultHttpEndpointBasePathProvider(IOptions<HttpActivityOptions> options) => _options = options;

    /// <inheritdoc />
    public string GetBasePath() => (_options.Value.BasePath?.Value ?? "").NormalizeRoute().TrimEnd('/');
}

/// <summary>Reads the address of this host from the options.</summary>
public class DefaultAbsoluteUrlProvider : IAbsoluteUrlProvider
{
    private readonly IOptions<HttpActivityOptions> _options;

    /// <summary>Creates the provider.</summary>
    public DefaultAbsoluteUrlProvider(IOptions<HttpActivityOptions> options) => _options = options;

    /// <inheritdoc />
    public Uri ToAbsoluteUrl(string relativePath) => new(_options.Value.BaseUrl.ToString().TrimEnd('/') + relativePath.NormalizeRoute());
}
