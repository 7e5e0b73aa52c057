using System.Collections;
using Elsa.Workflows.Memory;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Services;

/// <summary>The editor of an input whose attribute names none.</summary>
internal static class DefaultHints
{
    public static string For(Type valueType)
    {
        var type = Nullable.GetUnderlyingType(valueType) ?? valueType;
        if (type == typeof(bool))
            return InputUIHints.Checkbox;
        if (type == typeof(string))
            return InputUIHints.SingleLine;
        if (type.IsEnum || typeof(IEnumerable).IsAssignableFrom(type))
            return InputUIHints.DropDown;
        if (typeof(Variable).IsAssignableFrom(type))
            return InputUIHints.VariablePicker;
        return type == typeof(Type) ? InputUIHints.TypePicker : InputUIHints.SingleLine;
    }
}
