using Elsa.Workflows.Models;
using Elsa.Workflows.State;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    // A text this short is found in too much else that is no secret.
    private const int ShortestSecret = 4;

    /// <summary>The text without what inputs that may be secret hold: an exception may quote the password that was refused.</summary>
    internal string? Mask(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;
        foreach (var secret in Secrets())
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    /// <summary>The exception as records show it.</summary>
    internal ExceptionState? DescribeException() => Mask(ExceptionState.FromException(Exception));

    private ExceptionState? Mask(ExceptionState? state) => state is null ? null : state with
    {
        Message = Mask(state.Message)!,
        StackTrace = Mask(state.StackTrace),
        InnerException = Mask(state.InnerException),
    };

    // The longest first: one secret may be part of another.
    private IEnumerable<string> Secrets() => ActivityDescriptor.InputList
        .Where(x => x.IsSensitive)
        .Select(SecretOf)
        .OfType<string>()
        .Where(x => x.Length >= ShortestSecret)
        .OrderByDescending(x => x.Length);

    private string? SecretOf(InputDescriptor descriptor)
    {
        var property = descriptor.IsSynthetic
            ? Activity.SyntheticProperties.TryGetValue(descriptor.Name, out var synthetic) ? synthetic : null
            : descriptor.ValueGetter(Activity);
        var value = property is not Input input ? property
            : input.MemoryBlockReference() is { Id: { Length: > 0 } } cell && TryGet(cell, out var evaluated) && evaluated is not null ? evaluated
            : input.Expression is { Type: "Literal" } literal ? literal.Value
            : null;
        return value as string;
    }
}
