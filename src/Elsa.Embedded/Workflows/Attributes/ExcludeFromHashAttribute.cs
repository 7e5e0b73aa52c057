namespace Elsa.Workflows.Attributes;

/// <summary>The property does not tell one stimulus from another.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ExcludeFromHashAttribute : Attribute;
