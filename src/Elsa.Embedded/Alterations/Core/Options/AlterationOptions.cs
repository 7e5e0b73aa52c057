
namespace Elsa.Alterations.Core.Options;

/// <summary>Which changes there are.</summary>
public class AlterationOptions
{
    /// <summary>The classes of changes; JSON names them without their namespace.</summary>
    public ISet<Type> AlterationTypes { get; set; } = new HashSet<Type>();
}
