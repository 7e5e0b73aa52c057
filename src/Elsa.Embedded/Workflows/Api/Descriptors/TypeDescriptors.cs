using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Elsa.Expressions.Contracts;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Api.Descriptors;

/// <summary>Of what type variables can be, where they are kept, and in which languages values can be given.</summary>
internal sealed class TypeDescriptors(TypeAliases aliases, IOptions<ManagementOptions> options, IStorageDriverManager drivers, IExpressionDescriptorRegistry expressions)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get<TypeDescriptors>("descriptors/variables", (x, request) => x.ListVariablesAsync(request), "read:*", "read:variable-descriptors");
        routes.Get<TypeDescriptors>("descriptors/storage-drivers", (x, request) => x.ListDriversAsync(request), "read:*", "read:storage-drivers");
        routes.Get<TypeDescriptors>("descriptors/expression-descriptors", (x, request) => x.ListExpressionsAsync(request), "read:*", "read:expression-descriptors");
        routes.Get<TypeDescriptors>("descriptors/output-converters", (_, request) => ListConvertersAsync(request), "read:*", "read:output-converters");
    }

    /// <summary>The long name of a type as Elsa writes it: with the assembly that has it there.</summary>
    public static string LongName(Type type)
    {
        var assembly = type.Assembly != typeof(TypeDescriptors).Assembly ? type.Assembly.GetName().Name
            : type.Namespace?.StartsWith("Elsa.Workflows.Runtime", StringComparison.Ordinal) == true ? "Elsa.Workflows.Runtime"
            : "Elsa.Workflows.Core";
        return $"{type.FullName}, {assembly}";
    }

    private Task<IResult> ListVariablesAsync(ApiRequest request)
    {
        var items = options.Value.VariableDescriptors.Select(x =>
        {
            var name = aliases.NameOf(x.Type)!;
            return new { TypeName = name, DisplayName = name.Contains('.', StringComparison.Ordinal) ? x.Type.Name : name, x.Category, x.Description };
        });
        return Task.FromResult(request.Answer(new { Items = items.DistinctBy(x => x.TypeName, StringComparer.Ordinal).ToList() }));
    }

    private Task<IResult> ListDriversAsync(ApiRequest request)
    {
        // What is kept with the state of the workflow itself is only there for definitions that name it already.
        var items = drivers.List().Select(x => new
        {
            TypeName = LongName(x.GetType()),
            DisplayName = x.GetType().GetCustomAttribute<DisplayAttribute>()?.Name ?? Names.Human(x.GetType().Name),
            x.Priority,
            Deprecated = x.GetType().IsDefined(typeof(ObsoleteAttribute)) || x.Priority < 0,
        });
        return Task.FromResult(request.Answer(new { Items = items.ToList() }));
    }

    private Task<IResult> ListExpressionsAsync(ApiRequest request)
    {
        var items = expressions.ListAll().Select(x => new { x.Type, x.DisplayName, x.IsSerializable, x.IsBrowsable, x.Properties }).ToList();
        return Task.FromResult(request.Answer(new { Items = items, Count = items.Count }));
    }

    // Values are converted when they are bound, without anybody choosing how.
    private static Task<IResult> ListConvertersAsync(ApiRequest request)
    {
        string[] missing = [.. new[] { "sourceType", "destinationType" }.Where(x => request.Text(x) is null)];
        if (missing.Length > 0)
            throw ApiException.Refused(missing.Select(x => $"The {x} query parameter is required."));
        return Task.FromResult(request.Answer(new ListAnswer<object>([])));
    }
}
