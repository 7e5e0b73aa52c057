using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Serialization;

/// <summary>How the state of an instance is written: as Elsa shows it, and beside that what the engine needs to go on.</summary>
internal sealed class StateJson
{
    public StateJson(TypeAliases aliases)
    {
        Options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(),
                new VariableConverterFactory(aliases),
                new StateBagConverter(aliases),
                new StateValueConverter(aliases),
                new ExceptionStateConverter(),
                new TypeNameConverter(aliases),
            },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddEngineState } },
        };
    }

    public JsonSerializerOptions Options { get; }

    internal static void AddEngineState(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in info.Type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic).Where(x => x.IsDefined(typeof(EngineStateAttribute))))
        {
            var added = info.CreateJsonPropertyInfo(property.PropertyType, JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            added.Get = property.GetValue;
            added.Set = property.SetValue;
            info.Properties.Add(added);
        }
    }
}
