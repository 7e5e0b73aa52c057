using Elsa.Http.Options;

namespace Elsa.Http.Contexts;

/// <summary>A body to read.</summary>
/// <param name="Content">The body.</param>
/// <param name="ContentType">Its type, with parameters.</param>
/// <param name="ReturnType">What it is wanted as; null leaves it to the parser.</param>
/// <param name="Headers">The headers that came with it.</param>
/// <param name="CancellationToken">Cancelled when nobody waits any more.</param>
public record HttpResponseParserContext(Stream Content, string ContentType, Type? ReturnType, IDictionary<string, string[]> Headers, CancellationToken CancellationToken);

/// <summary>Something to send as files.</summary>
/// <param name="Manager">Makes files of what is inside.</param>
/// <param name="Content">What to send.</param>
/// <param name="Options">What the receiver asked for.</param>
/// <param name="CancellationToken">Cancelled when nobody waits any more.</param>
public record DownloadableContext(IDownloadableManager Manager, object Content, DownloadableOptions Options, CancellationToken CancellationToken);
