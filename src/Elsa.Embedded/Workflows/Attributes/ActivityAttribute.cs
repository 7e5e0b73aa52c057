namespace Elsa.Workflows.Attributes;

/// <summary>Says how an activity is called and shown.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Interface)]
public class ActivityAttribute : Attribute
{
    /// <summary>Creates an attribute that leaves all to convention.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>Creates an attribute with a namespace, a category and a description.</summary>
    public ActivityAttribute(string @namespace, string? category, string? description = null)
    {
        Namespace = @namespace;
        Category = category;
        Description = description;
    }

    /// <summary>Creates an attribute with a namespace and a description.</summary>
    public ActivityAttribute(string @namespace, string? description = null)
    {
        Namespace = @namespace;
        Description = description;
        Category = @namespace;
    }

    /// <summary>Creates an attribute that names type and version.</summary>
    public ActivityAttribute(string @namespace, string? type, int version = 1, string? description = null, string? category = null)
    {
        Namespace = @namespace;
        Type = type;
        Version = version;
        Description = description;
        Category = category;
    }

    /// <summary>The first part of the type name.</summary>
    public string? Namespace { get; set; }

    /// <summary>The last part of the type name; the name of the class if not given.</summary>
    public string? Type { get; set; }

    /// <summary>The version of the type.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What the activity does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The group in which tools show it.</summary>
    public string? Category { get; set; }

    /// <summary>What it is good for.</summary>
    public ActivityKind Kind { get; set; } = ActivityKind.Action;

    /// <summary>Whether it runs in the background unless told otherwise.</summary>
    public bool RunAsynchronously { get; set; }
}
