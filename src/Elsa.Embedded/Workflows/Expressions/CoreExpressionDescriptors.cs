using System.Text.Json;
using Elsa.Expressions;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Expressions;

/// <summary>The syntaxes that need no language: Literal, Object, Json, Delegate, Variable, Input, Output.</summary>
internal sealed class CoreExpressionDescriptors : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        var objects = new ObjectExpressionHandler();
        var variables = new VariableExpressionHandler();
        var inputs = new InputExpressionHandler();
        var outputs = new OutputExpressionHandler();

        yield return Describe("Literal", LiteralExpressionHandler.Instance);
        yield return Describe("Object", objects, language: "json");
        yield return Describe("Json", objects, language: "json");
        yield return Describe("Delegate", DelegateExpressionHandler.Instance, isSerializable: false);
        yield return Describe("Variable", variables, isBrowsable: true, read: Read<Variable>);
        yield return Describe("Input", inputs, isBrowsable: true, read: Read<InputDefinition>);
        yield return Describe("Output", outputs, isSerializable: false);
    }

    private static ExpressionDescriptor Describe(
        string type,
        IExpressionHandler handler,
        bool isBrowsable = false,
        bool isSerializable = true,
        string? language = null,
        Func<ExpressionSerializationContext, Expression>? read = null)
    {
        var descriptor = new ExpressionDescriptor
        {
            Type = type,
            DisplayName = type,
            HandlerFactory = _ => handler,
            IsBrowsable = isBrowsable,
            IsSerializable = isSerializable,
        };
        if (language is not null)
            descriptor.Properties["MonacoLanguage"] = language;
        if (read is not null)
            descriptor.Deserialize = read;
        return descriptor;
    }

    private static Expression Read<T>(ExpressionSerializationContext context) where T : class
    {
        var known = context.JsonElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object;
        return new Expression(context.ExpressionType, known ? value.Deserialize<T>(context.Options) : null);
    }
}
