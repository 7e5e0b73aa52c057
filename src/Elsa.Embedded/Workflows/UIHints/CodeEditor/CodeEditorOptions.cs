namespace Elsa.Workflows.UIHints.CodeEditor;

/// <summary>The settings of an editor for code.</summary>
public class CodeEditorOptions
{
    /// <summary>How much room it takes.</summary>
    public EditorHeight? EditorHeight { get; set; }

    /// <summary>The language.</summary>
    public string? Language { get; set; }

    /// <summary>Whether it has one line only.</summary>
    public bool? SingleLineMode { get; set; }
}

/// <summary>How much room an editor takes.</summary>
public enum EditorHeight
{
    /// <summary>A few lines.</summary>
    Default,

    /// <summary>Many lines.</summary>
    Large,
}
