namespace Elsa.Workflows.Exceptions;

/// <summary>The expression of an input failed; the cause names the activity and says why.</summary>
public class InputEvaluationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public InputEvaluationException(string inputName, string message, Exception exception) : base(message, exception) => InputName = inputName;

    /// <summary>The input.</summary>
    public string InputName { get; }
}
