namespace Elsa.Expressions.Options;

/// <summary>Short names of types that definitions may use.</summary>
public class ExpressionOptions
{
    /// <summary>The types by short name.</summary>
    public IDictionary<string, Type> AliasTypeDictionary { get; set; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a short name.</summary>
    public ExpressionOptions RegisterTypeAlias(Type type, string alias)
    {
        AliasTypeDictionary[alias] = type;
        return this;
    }
}
