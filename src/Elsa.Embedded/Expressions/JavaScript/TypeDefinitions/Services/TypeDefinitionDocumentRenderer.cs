using System.Text;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Services;

/// <summary>Writes declarations as TypeScript: functions, then types, then globals.</summary>
public class TypeDefinitionDocumentRenderer : ITypeDefinitionDocumentRenderer
{
    /// <inheritdoc />
    public string Render(TypeDefinitionsDocument document)
    {
        var text = new StringBuilder();
        foreach (var function in document.Functions)
            text.Append("declare function ").Append(function.Name).Append('(').Append(Parameters(function)).Append(')').Append(function.ReturnType is { } type ? $": {type}" : "").Append(";\n");

        foreach (var type in document.Types)
        {
            text.Append("declare ").Append(type.DeclarationKeyword).Append(' ').Append(type.Name).Append(" {\n");
            foreach (var property in type.Properties)
            {
                // The member of an enum has a value where that of a class has a type.
                text.Append(type.DeclarationKeyword == "enum"
                    ? $"{property.Name} = {property.Type},\n"
                    : $"{property.Name}{(property.IsOptional ? "?" : "")}: {property.Type};\n");
            }

            foreach (var method in type.Methods)
                text.Append(method.Name).Append(": (").Append(Parameters(method)).Append(") => ").Append(method.ReturnType ?? "any").Append(";\n");
            text.Append("}\n");
        }

        foreach (var variable in document.Variables)
            text.Append("declare var ").Append(variable.Name).Append(": ").Append(variable.Type).Append(";\n");
        return text.ToString();
    }

    private static string Parameters(FunctionDefinition function) =>
        string.Join(", ", function.Parameters.Select(x => $"{x.Name}{(x.IsOptional ? "?" : "")}: {x.Type ?? "any"}"));
}
