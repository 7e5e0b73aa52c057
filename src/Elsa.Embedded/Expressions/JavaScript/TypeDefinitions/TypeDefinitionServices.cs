using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Services;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Providers;
using Elsa.Expressions.JavaScript.TypeDefinitions.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.JavaScript.TypeDefinitions;

/// <summary>Registers what makes declarations for editors.</summary>
internal static class TypeDefinitionServices
{
    public static void AddJavaScriptTypeDefinitions(this IServiceCollection services)
    {
        services.AddSingleton<ITypeAliasRegistry, TypeAliasRegistry>();
        services.AddSingleton<ITypeDescriber, TypeDescriber>();
        services.AddSingleton<ITypeDefinitionDocumentRenderer, TypeDefinitionDocumentRenderer>();
        services.AddScoped<ITypeDefinitionService, TypeDefinitionService>();
        services.AddScoped<IFunctionDefinitionProvider, CommonFunctionDefinitions>();
        services.AddScoped<WorkflowDefinitions>();
        services.AddScoped<IFunctionDefinitionProvider>(x => x.GetRequiredService<WorkflowDefinitions>());
        services.AddScoped<ITypeDefinitionProvider>(x => x.GetRequiredService<WorkflowDefinitions>());
        services.AddScoped<IVariableDefinitionProvider>(x => x.GetRequiredService<WorkflowDefinitions>());
    }
}
