using Elsa.Http.Contexts;

namespace Elsa.Http;

/// <summary>Reads bodies of some types.</summary>
public interface IHttpContentParser
{
    /// <summary>The parser with the highest number that reads the type of a body gets it.</summary>
    int Priority { get; }

    /// <summary>Whether it reads the type of the body.</summary>
    bool GetSupportsContentType(HttpResponseParserContext context);

    /// <summary>Reads the body; null for the null of JSON.</summary>
    Task<object> ReadAsync(HttpResponseParserContext context);
}
