using System.Text.Json.Serialization;

namespace Elsa.Workflows.State;

/// <summary>An exception as it is stored.</summary>
/// <param name="Type">The type of the exception.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerException">Its cause.</param>
[method: JsonConstructor]
public record ExceptionState(Type Type, string Message, string? StackTrace, ExceptionState? InnerException)
{
    /// <summary>What else is known and safe to show.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    // The name under which a type was stored that is not known here.
    internal string? TypeName { get; init; }

    /// <summary>Takes what is stored from an exception.</summary>
    public static ExceptionState? FromException(Exception? ex) =>
        ex is null ? null : new ExceptionState(ex.GetType(), ex.Message, ex.StackTrace, FromException(ex.InnerException));
}
