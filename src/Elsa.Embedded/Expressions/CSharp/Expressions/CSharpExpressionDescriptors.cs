using Elsa.Expressions.Contracts;
using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.CSharp.Expressions;

/// <summary>The syntax C#. Nothing of the compiler is loaded before the first script runs.</summary>
internal sealed class CSharpExpressionDescriptors : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor
        {
            Type = "CSharp",
            DisplayName = "C#",
            IsBrowsable = true,
            HandlerFactory = x => new CSharpExpressionHandler(x.GetRequiredService<ICSharpEvaluator>()),
            Properties = { ["MonacoLanguage"] = "csharp" },
        };
    }
}
