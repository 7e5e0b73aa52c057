namespace Elsa.Workflows;

/// <summary>Says where lines are written.</summary>
public interface IStandardOutStreamProvider
{
    /// <summary>The writer.</summary>
    TextWriter GetTextWriter();
}

/// <summary>Writes lines to a given writer.</summary>
public class StandardOutStreamProvider : IStandardOutStreamProvider
{
    private readonly TextWriter _textWriter;

    /// <summary>Creates the provider.</summary>
    public StandardOutStreamProvider(TextWriter textWriter) => _textWriter = textWriter;

    /// <inheritdoc />
    public TextWriter GetTextWriter() => _textWriter;
}
