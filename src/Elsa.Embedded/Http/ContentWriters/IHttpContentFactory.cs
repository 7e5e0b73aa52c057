namespace Elsa.Http.ContentWriters;

/// <summary>Makes the body of a request or an answer.</summary>
public interface IHttpContentFactory
{
    /// <summary>The types of bodies that it makes.</summary>
    IEnumerable<string> SupportedContentTypes { get; }

    /// <summary>Makes a body.</summary>
    HttpContent CreateHttpContent(object content, string contentType);
}
