using System.Reflection;
using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Hints;
using TapeFlows.Operations;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Validation;

/// <summary>A pool that is written down is there, or the procedure makes it. One that an expression names is seen by the run only.</summary>
internal static class PoolRule
{
    public static async Task CheckAsync(Examination examination, TapeSite site, CancellationToken cancellationToken)
    {
        var named = examination.Nodes.SelectMany(node => NamedBy(examination, node.Activity)).ToList();
        if (named.Count == 0)
            return;
        var pools = (await site.Catalog.ListPoolsAsync(cancellationToken)).Select(pool => pool.Name).ToHashSet(StringComparer.Ordinal);
        var known = string.Join(", ", pools.Order(StringComparer.Ordinal));
        pools.Add(site.DefaultPool);
        pools.UnionWith(examination.Nodes.Select(node => (node.Activity as PreparePool)?.Pool is { } made ? LiteralOf(made) : null).OfType<string>());
        foreach (var (activity, input, pool) in named.Where(use => !pools.Contains(use.Pool)))
            examination.Refuse(activity, OperatorTexts.UnknownPool(input, pool, known.Length > 0 ? known : "-"));
    }

    private static IEnumerable<(IActivity Activity, string Input, string Pool)> NamedBy(Examination examination, IActivity activity)
    {
        foreach (var input in examination.DescriptorOf(activity)?.Inputs ?? [])
        {
            if (IsPool(input) && input.ValueGetter(activity) is Input value && LiteralOf(value) is { } pool)
                yield return (activity, input.DisplayName ?? input.Name, pool);
        }
    }

    // An input that offers the pools takes one of them.
    private static bool IsPool(InputDescriptor input) => input.PropertyInfo?.GetCustomAttribute<InputAttribute>()?.UIHandler == typeof(PoolOptions);

    private static string? LiteralOf(Input input) => input.Expression is { Type: "Literal" } expression && expression.Value?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
