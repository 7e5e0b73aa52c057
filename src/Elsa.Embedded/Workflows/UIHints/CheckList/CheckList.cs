namespace Elsa.Workflows.UIHints.CheckList;

/// <summary>The choices of a list of check boxes.</summary>
public class CheckList
{
    /// <summary>The choices in order.</summary>
    public IEnumerable<CheckListItem> Items { get; set; } = [];

    /// <summary>Whether they are the flags of an enumeration.</summary>
    public bool IsFlagsEnum { get; set; }
}

/// <summary>A choice of the list.</summary>
/// <param name="Text">What people see.</param>
/// <param name="Value">What is stored.</param>
public record CheckListItem(string Text, string Value);

/// <summary>The settings of the list.</summary>
public class CheckListProps
{
    /// <summary>The choices.</summary>
    public CheckList? CheckList { get; set; }
}
