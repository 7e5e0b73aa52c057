using Elsa.Http.Contexts;

namespace Elsa.Http.Parsers;

/// <summary>Gives a body to the parser for its type.</summary>
internal static class BodyReading
{
    public static Task<object> ReadAsync(IEnumerable<IHttpContentParser> parsers, HttpResponseParserContext context) => parsers
        .OrderByDescending(x => x.Priority)
        .First(x => x.GetSupportsContentType(context))
        .ReadAsync(context);
}
