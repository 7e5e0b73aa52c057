using Elsa.Http.Contexts;

namespace Elsa.Http.Abstractions;

/// <summary>Base of handlers that make files of values.</summary>
public abstract class DownloadableContentHandlerBase : IDownloadableContentHandler
{
    /// <inheritdoc />
    public virtual float Priority => 0;

    /// <inheritdoc />
    public abstract bool GetSupportsContent(object content);

    /// <summary>The files that a value becomes.</summary>
    protected virtual IEnumerable<Func<ValueTask<Downloadable>>> GetDownloadablesAsync(DownloadableContext context) => [GetDownloadableAsync(context)];

    /// <summary>The one file that a value becomes, opened when it is called for.</summary>
    protected virtual Func<ValueTask<Downloadable>> GetDownloadableAsync(DownloadableContext context) => () => new ValueTask<Downloadable>(GetDownloadable(context));

    /// <summary>The one file that a value becomes.</summary>
    protected virtual Downloadable GetDownloadable(DownloadableContext context) => throw new NotSupportedException($"{GetType().Name} does not say how to make a file.");

    IEnumerable<Func<ValueTask<Downloadable>>> IDownloadableContentHandler.GetDownloadablesAsync(DownloadableContext context) => GetDownloadablesAsync(context);
}
