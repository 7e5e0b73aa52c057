using System.Reflection;
using Elsa.Workflows.Helpers;

namespace Elsa.Workflows.UIHints.CheckList;

/// <summary>Offers the choices that the attribute lists, or the names of an enumeration.</summary>
public class StaticCheckListOptionsProvider : CheckListOptionsProviderBase
{
    /// <inheritdoc />
    public override float Priority => -1;

    /// <inheritdoc />
    protected override ValueTask<ICollection<CheckListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([.. (FixedChoices.Of(propertyInfo) ?? []).Select(x => x as CheckListItem ?? new CheckListItem($"{x}", $"{x}"))]);
}
