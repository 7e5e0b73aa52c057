namespace Elsa.Workflows.UIHints;

/// <summary>The editors that tools have for inputs.</summary>
public static class InputUIHints
{
    /// <summary>A check box.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>A list of check boxes.</summary>
    public const string CheckList = "checklist";

    /// <summary>An editor for code.</summary>
    public const string CodeEditor = "code-editor";

    /// <summary>A table of keys and values.</summary>
    public const string Dictionary = "dictionary";

    /// <summary>A calendar with a clock.</summary>
    public const string DateTimePicker = "datetime-picker";

    /// <summary>A list to choose from.</summary>
    public const string DropDown = "dropdown";

    /// <summary>A list of names that become outcomes.</summary>
    public const string DynamicOutcomes = "dynamic-outcomes";

    /// <summary>An editor for an expression.</summary>
    public const string ExpressionEditor = "expression-editor";

    /// <summary>An editor for JSON.</summary>
    public const string JsonEditor = "json-editor";

    /// <summary>Many lines of text.</summary>
    public const string MultiLine = "multiline";

    /// <summary>A list of texts.</summary>
    public const string MultiText = "multitext";

    /// <summary>One of the workflow's outputs.</summary>
    public const string OutputPicker = "output-picker";

    /// <summary>One of the workflow's outcomes.</summary>
    public const string OutcomePicker = "outcome-picker";

    /// <summary>A list of radio buttons.</summary>
    public const string RadioList = "radiolist";

    /// <summary>One line of text.</summary>
    public const string SingleLine = "singleline";

    /// <summary>A type.</summary>
    public const string TypePicker = "type-picker";

    /// <summary>One of the variables.</summary>
    public const string VariablePicker = "variable-picker";

    /// <summary>One of the workflow's inputs.</summary>
    public const string InputPicker = "input-picker";

    /// <summary>A workflow definition.</summary>
    public const string WorkflowDefinitionPicker = "workflow-definition-picker";
}
