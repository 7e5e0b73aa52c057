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

    // Studio sends the object as the text of its JSON. As on the recorded server it is an object from then on, for whoever reads the definition next.
    private static Expression Read<T>(ExpressionSerializationContext context) where T : class
    {
        if (!context.JsonElement.TryGetProperty("value", out var value))
            return new Expression(context.ExpressionType, null);
        var json = value.ValueKind == JsonValueKind.String && ParseObject(value.GetString()!) is { } parsed ? parsed : value;
        return json.ValueKind == JsonValueKind.Object
            ? new Expression(context.ExpressionType, json.Deserialize<T>(context.Options)) { Origin = json.Clone() }
            : new Expression(context.ExpressionType, null);
    }

    private static JsonElement? ParseObject(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // It stays the text that it is, and fails where it is evaluated.
            return null;
        }
    }
}
