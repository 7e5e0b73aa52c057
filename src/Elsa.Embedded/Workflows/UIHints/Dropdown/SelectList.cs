namespace Elsa.Workflows.UIHints.Dropdown;

/// <summary>The choices of a list.</summary>
/// <param name="Items">The choices in order.</param>
public record SelectList(ICollection<SelectListItem> Items);

/// <summary>A choice of a list.</summary>
/// <param name="Text">What people see.</param>
/// <param name="Value">What is stored.</param>
public record SelectListItem(string Text, string Value);

/// <summary>The settings of a list.</summary>
public class DropDownProps
{
    /// <summary>The choices.</summary>
    public SelectList? SelectList { get; set; }

    /// <summary>Who provides the choices.</summary>
    public string? ProviderName { get; set; }
}
