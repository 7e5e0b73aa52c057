using Elsa.Workflows.UIHints.Dropdown;

namespace TapeFlows.Activities.Hints;

/// <summary>Choices that change while the server runs: a designer asks for them again whenever the step is selected.</summary>
public abstract class LiveOptions : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override bool RefreshOnChange => true;
}
