namespace Elsa.Workflows.UIHints.RadioList;

/// <summary>The choices of a list of radio buttons.</summary>
public class RadioList
{
    /// <summary>The choices in order.</summary>
    public IEnumerable<RadioListItem> Items { get; set; } = [];

    /// <summary>Whether they are the flags of an enumeration.</summary>
    public bool IsFlagsEnum { get; set; }
}

/// <summary>A choice of the list.</summary>
/// <param name="Text">What people see.</param>
/// <param name="Value">What is stored.</param>
public record RadioListItem(string Text, string Value);

/// <summary>The settings of the list.</summary>
public class RadioListProps
{
    /// <summary>The choices.</summary>
    public RadioList? RadioList { get; set; }
}
