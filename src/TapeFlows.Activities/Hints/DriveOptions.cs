using System.Reflection;
using Elsa.Workflows.UIHints.Dropdown;
using TapeFlows.Operations;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Activities.Hints;

/// <summary>The drives of the library to choose from in a designer, with what is in them.</summary>
/// <param name="site">Has the library.</param>
public sealed class DriveOptions(TapeSite site) : LiveOptions
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var drives = site.Library.Inventory().Where(element => element.Kind == ElementKind.Drive);
        return new([new SelectListItem($"(any drive of {site.Library.Name})", ""), .. drives.Select(drive => new SelectListItem(Describe(drive), drive.DriveName!))]);
    }

    private static string Describe(LibraryElement drive) => drive.IsFull ? $"{drive.DriveName}, with {drive.Barcode}" : $"{drive.DriveName}, empty";
}
