using Elsa.Alterations.Core.Contexts;

namespace Elsa.Alterations.Core.Contracts;

/// <summary>A change of an instance that its workflow does not know of.</summary>
public interface IAlteration;

/// <summary>Makes changes of some kinds.</summary>
public interface IAlterationHandler
{
    /// <summary>Whether this handler makes the change.</summary>
    bool CanHandle(IAlteration alteration);

    /// <summary>Makes the change, and says whether it succeeded.</summary>
    ValueTask HandleAsync(AlterationContext context);
}
