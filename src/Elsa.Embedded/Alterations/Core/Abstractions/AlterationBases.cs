using Elsa.Alterations.Core.Contexts;
using Elsa.Alterations.Core.Contracts;

namespace Elsa.Alterations.Core.Abstractions;

/// <summary>Base of changes.</summary>
public abstract class AlterationBase : IAlteration;

/// <summary>Base of handlers.</summary>
public abstract class AlterationHandlerBase : IAlterationHandler
{
    /// <inheritdoc />
    public abstract bool CanHandle(IAlteration alteration);

    /// <inheritdoc />
    public abstract ValueTask HandleAsync(AlterationContext context);
}

/// <summary>Base of handlers of one kind of change.</summary>
public abstract class AlterationHandlerBase<T> : AlterationHandlerBase where T : IAlteration
{
    /// <inheritdoc />
    public override bool CanHandle(IAlteration alteration) => alteration is T;

    /// <inheritdoc />
    public override ValueTask HandleAsync(AlterationContext context) => HandleAsync(context, (T)context.Alteration);

    /// <summary>Makes the change.</summary>
    protected abstract ValueTask HandleAsync(AlterationContext context, T alteration);
}
