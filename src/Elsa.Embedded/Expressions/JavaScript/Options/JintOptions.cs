namespace Elsa.Expressions.JavaScript.Options;

/// <summary>What scripts in JavaScript may do. The name is Elsa's; the engine behind it here is another one.</summary>
public class JintOptions
{
    /// <summary>Whether scripts may use .NET classes. The engine here never lets them, so true is refused at start.</summary>
    public bool AllowClrAccess { get; set; }

    /// <summary>Whether scripts may read the configuration of the host with <c>getConfig</c>; off by default, for it holds secrets.</summary>
    public bool AllowConfigurationAccess { get; set; }

    /// <summary>Whether the object <c>variables</c> is left out.</summary>
    public bool DisableVariableCopying { get; set; }

    /// <summary>Whether the accessors <c>getX</c> and <c>setX</c> of variables, inputs and outputs are left out.</summary>
    public bool DisableWrappers { get; set; }

    /// <summary>How long a compiled script is kept after its last use; a day by default, null for ever.</summary>
    public TimeSpan? ScriptCacheTimeout { get; set; } = TimeSpan.FromDays(1);
}
