using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Elsa.Expressions.Contracts;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>How definitions are written: camelCase, no nulls, enumerations as names, types by their short names.</summary>
internal sealed class DefinitionJson
{
    // A nested activity takes up to three levels of JSON, and WorkflowGraph.MaxNesting of them are allowed.
    private const int MaxDepth = 512;

    public DefinitionJson(IActivityRegistry activities, IExpressionDescriptorRegistry expressions, TypeAliases aliases)
    {
        Options = Create((ActivityRegistry)activities, expressions, aliases, ForWhom.Files);
        View = Create((ActivityRegistry)activities, expressions, aliases, ForWhom.Tools);
    }

    private enum ForWhom
    {
        Files,
        Tools,
    }

    /// <summary>How definitions are stored and exported.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>How tools see them: an activity of an unknown type as the placeholder that it is here.</summary>
    public JsonSerializerOptions View { get; }

    private static JsonSerializerOptions Create(ActivityRegistry activities, IExpressionDescriptorRegistry expressions, TypeAliases aliases, ForWhom whom) =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            WriteIndented = whom == ForWhom.Files,
            Converters =
            {
                new JsonStringEnumConverter(),
                new ActivityConverterFactory(activities, showsPlaceholders: whom == ForWhom.Tools),
                new InputConverterFactory(aliases),
                new OutputConverterFactory(aliases),
                new VariableConverterFactory(aliases),
                new VariableDefinitionConverter(),
                new ExpressionConverter(expressions),
                new PropertyBagConverter(),
                new TypeNameConverter(aliases),
            },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepUnknown, info => NameTypes(info, aliases) } },
        };

    private static void KeepUnknown(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !typeof(IKeepsUnknown).IsAssignableFrom(info.Type))
            return;
        var property = info.CreateJsonPropertyInfo(typeof(IDictionary<string, JsonElement>), "unknownProperties");
        property.IsExtensionData = true;
        property.Get = x => ((IKeepsUnknown)x).Unknown;
        property.Set = (x, value) => ((IKeepsUnknown)x).Unknown = (IDictionary<string, JsonElement>?)value;
        info.Properties.Add(property);
    }

    // A type that this host does not know keeps its name through a round trip.
    private static void NameTypes(JsonTypeInfo info, TypeAliases aliases)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !typeof(INamesTypes).IsAssignableFrom(info.Type))
            return;
        foreach (var property in info.Properties.Where(x => x.PropertyType == typeof(Type)).ToList())
        {
            var (get, set, name) = (property.Get!, property.Set!, property.Name);
            info.Properties.Remove(property);
            var named = info.CreateJsonPropertyInfo(typeof(string), name);
            named.Get = x =>
            {
                var names = (INamesTypes)x;
                var type = (Type?)get(x);
                return aliases.NameOf(names.NamesElements && type is { IsArray: true } ? type.GetElementType() : type, names.TypeNames.GetValueOrDefault(name));
            };
            named.Set = (x, value) =>
            {
                if (value is not string text)
                    return;
                ((INamesTypes)x).TypeNames[name] = text;
                set(x, aliases.Find(text));
            };
            info.Properties.Add(named);
        }
    }
}

/// <summary>Remembers the names by which a definition spoke of types, by JSON property.</summary>
internal interface INamesTypes
{
    Dictionary<string, string> TypeNames { get; }

    /// <summary>Whether the definition says of what the list is, and beside that that it is one.</summary>
    bool NamesElements => false;
}
