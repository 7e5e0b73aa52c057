namespace Elsa.Resilience;

/// <summary>Says for which activities a strategy is, and which strategies are for an activity: those of the same category.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResilienceCategoryAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    public ResilienceCategoryAttribute(string category) => Category = category;

    /// <summary>The category.</summary>
    public string Category { get; }
}
