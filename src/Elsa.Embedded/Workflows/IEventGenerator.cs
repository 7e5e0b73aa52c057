namespace Elsa.Workflows;

/// <summary>A trigger that makes its events itself, as a timer does.</summary>
public interface IEventGenerator : ITrigger;

/// <summary>Base of triggers that make their events themselves.</summary>
public abstract class EventGenerator : Trigger, IEventGenerator
{
    /// <summary>Creates a trigger whose type name follows from the class.</summary>
    protected EventGenerator(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates a trigger with the given type name.</summary>
    protected EventGenerator(string triggerType, int version = 1, string? source = null, int? line = null) : base(triggerType, version, source, line)
    {
    }
}
