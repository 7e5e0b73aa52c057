using Elsa.Expressions.Contracts;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.JavaScript.Expressions;

/// <summary>The syntax JavaScript.</summary>
internal sealed class JavaScriptExpressionDescriptors(IJavaScriptEvaluator evaluator) : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        var handler = new JavaScriptExpressionHandler(evaluator);
        yield return new ExpressionDescriptor
        {
            Type = "JavaScript",
            DisplayName = "JavaScript",
            IsBrowsable = true,
            HandlerFactory = _ => handler,
            Properties = { ["MonacoLanguage"] = "javascript" },
        };
    }
}
