namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>A script that cannot be compiled, or that failed: the message of the script itself, and the line.</summary>
internal sealed class ScriptException : Exception
{
    public ScriptException(string message, int line, Exception? innerException = null) : base(message, innerException)
    {
        Line = line;
        Data["line"] = line;
    }

    /// <summary>The line of the script, from 1; 0 if it is not known.</summary>
    public int Line { get; }
}
