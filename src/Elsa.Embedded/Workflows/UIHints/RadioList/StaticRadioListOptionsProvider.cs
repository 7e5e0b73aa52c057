using System.Reflection;
using Elsa.Workflows.Helpers;

namespace Elsa.Workflows.UIHints.RadioList;

/// <summary>Offers the choices that the attribute lists, or the names of an enumeration.</summary>
public class StaticRadioListOptionsProvider : RadioListOptionsProviderBase
{
    /// <inheritdoc />
    public override float Priority => -1;

    /// <inheritdoc />
    protected override ValueTask<ICollection<RadioListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([.. (FixedChoices.Of(propertyInfo) ?? []).Select(x => x as RadioListItem ?? new RadioListItem($"{x}", $"{x}"))]);
}
