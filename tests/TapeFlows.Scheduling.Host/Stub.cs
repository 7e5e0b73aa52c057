using System.Reflection;

namespace TapeFlows.Scheduling.Host;

/// <summary>An interface of the engine with the few members that scheduling calls; any other throws.</summary>
public class Stub : DispatchProxy
{
    private Func<string, object?[], object?>? _answer;

    /// <summary>Makes one. The answer gets the name of the member and its arguments.</summary>
    public static T Of<T>(Func<string, object?[], object?> answer) where T : class
    {
        var stub = Create<T, Stub>();
        ((Stub)(object)stub)._answer = answer;
        return stub;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!.Name, args ?? []);
}
