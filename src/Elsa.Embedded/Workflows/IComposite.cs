namespace Elsa.Workflows;

/// <summary>An activity that is made of others.</summary>
public interface IComposite
{
    /// <summary>Puts the activity together.</summary>
    void Setup();
}
