using System.Collections;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jurassic;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>
/// Converts values between the workflow and a script. Lists, dictionaries and JSON become arrays and objects of the script's own; an object of a class becomes an object with its public
/// properties and is the same object again when it comes back.
/// </summary>
internal sealed class ScriptValues(ScriptEngine engine, int nestingLimit)
{
    private readonly Dictionary<object, ObjectInstance> _known = new(ReferenceEqualityComparer.Instance);

    public object ToScript(object? value) => ToScript(value, 0);

    public object? FromScript(object? value) => FromScript(value, 0, new HashSet<ObjectInstance>(ReferenceEqualityComparer.Instance));

    private object ToScript(object? value, int depth) => value switch
    {
        null => Null.Value,
        string or bool or int or double or ObjectInstance or Undefined or Null or ConcatenatedString => value,
        char letter => letter.ToString(),
        // As recorded: a script sees the name.
        Enum choice => choice.ToString(),
        byte or sbyte or short or ushort => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture),
        uint or long or ulong or float or decimal or Half or Int128 => ToNumber(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        DateTime time => engine.Date.Construct(Milliseconds(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime())),
        DateTimeOffset time => engine.Date.Construct(Milliseconds(time.UtcDateTime)),
        JsonElement json => ToScript(Elsa.Expressions.Helpers.JsonValue.Read(json) is JsonElement tree ? JsonNode(tree) : Elsa.Expressions.Helpers.JsonValue.Read(json), depth),
        JsonValue json => ToScript(Elsa.Expressions.Helpers.JsonValue.Read(JsonSerializer.SerializeToElement(json)), depth),
        Guid or TimeSpan or DateOnly or TimeOnly or Uri or Version or Type => value.ToString()!,
        _ => ToObject(value, depth),
    };

    private ObjectInstance ToObject(object value, int depth)
    {
        if (_known.TryGetValue(value, out var known))
            return known;
        if (depth >= nestingLimit)
            throw new InvalidOperationException($"The value is nested more than {nestingLimit} levels deep.");

        switch (value)
        {
            case byte[] bytes:
                return _known[value] = Bytes(bytes);
            case JsonObject json:
                return Fill(value, json.Select(x => KeyValuePair.Create(x.Key, (object?)x.Value)), depth);
            case IDictionary<string, object?> dictionary:
                return Fill(value, dictionary, depth);
            case IDictionary dictionary:
                return Fill(value, dictionary.Cast<DictionaryEntry>().Select(x => KeyValuePair.Create($"{x.Key}", x.Value)), depth);
            case IEnumerable items and not Stream:
                var array = engine.Array.New();
                _known[value] = array;
                foreach (var item in items)
                    array.Push(ToScript(item, depth + 1));
                return array;
            default:
                return _known[value] = new ClrObject(engine, value, this);
        }
    }

    private ObjectInstance Fill(object value, IEnumerable<KeyValuePair<string, object?>> entries, int depth)
    {
        var result = engine.Object.Construct();
        _known[value] = result;
        foreach (var (key, item) in entries)
            result.DefineProperty(key, new PropertyDescriptor(ToScript(item, depth + 1), PropertyAttributes.FullAccess), false);
        return result;
    }

    private TypedArrayInstance Bytes(byte[] bytes)
    {
        var array = engine.Uint8Array.Construct(bytes.Length, 0, null);
        for (var i = 0; i < bytes.Length; i++)
            array[i] = (int)bytes[i];
        return array;
    }

    private object? FromScript(object? value, int depth, HashSet<ObjectInstance> around)
    {
        switch (value)
        {
            case null or Undefined or Null:
                return null;
            case ConcatenatedString text:
                return text.ToString();
            case double number:
                return FromNumber(number);
            case Symbol or FunctionInstance:
                throw new InvalidOperationException("A function or a symbol is no value for a workflow.");
            case ClrObject clr:
                return clr.Target;
            case DateInstance date:
                return date.IsValid ? DateTime.UnixEpoch.AddMilliseconds(date.ValueInMilliseconds) : null;
            case BooleanInstance or NumberInstance or StringInstance:
                return FromScript(((ObjectInstance)value).CallMemberFunction("valueOf"), depth, around);
            case RegExpInstance or ErrorInstance:
                return ((ObjectInstance)value).CallMemberFunction("toString").ToString();
            case PromiseInstance:
                throw new InvalidOperationException("A promise is no value for a workflow: nothing waits for it.");
            case TypedArrayInstance bytes when bytes.ByteLength == bytes.Length:
                return bytes.Buffer.ToArray().AsSpan(bytes.ByteOffset, bytes.ByteLength).ToArray();
            case ArrayBufferInstance buffer:
                return buffer.ToArray();
            case ObjectInstance @object:
                return FromObject(@object, depth, around);
            default:
                return value;
        }
    }

    private object FromObject(ObjectInstance value, int depth, HashSet<ObjectInstance> around)
    {
        if (depth >= nestingLimit)
            throw new InvalidOperationException($"The value is nested more than {nestingLimit} levels deep.");
        if (!around.Add(value))
            throw new InvalidOperationException("The value contains itself, so it cannot leave the script.");

        object result;
        if (value is ArrayInstance or TypedArrayInstance or MapInstance or SetInstance)
        {
            var array = value as ArrayInstance ?? Jurassic.Library.ArrayConstructor.From(engine, value);
            result = array.ElementValues.Select(x => FromScript(x, depth + 1, around)).ToArray();
        }
        else
        {
            IDictionary<string, object?> members = new ExpandoObject();
            foreach (var property in value.Properties)
            {
                // A member that is a function is behaviour, and leaves no trace in JSON either.
                if (property is { Key: string name, IsEnumerable: true } && value[name] is not (FunctionInstance or Undefined) and var member)
                    members[name] = FromScript(member, depth + 1, around);
            }

            result = members;
        }

        around.Remove(value);
        return result;
    }

    private static JsonNode? JsonNode(JsonElement tree) => tree.ValueKind == JsonValueKind.Array ? JsonArray.Create(tree) : JsonObject.Create(tree);

    private static object ToNumber(double value) => IsInteger(value) ? (object)(int)value : value;

    private static object FromNumber(double value) => IsInteger(value) ? (object)(int)value : value;

    private static bool IsInteger(double value) => value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue && !(value == 0 && double.IsNegative(value));

    private static double Milliseconds(DateTime time) => Math.Floor((time - DateTime.UnixEpoch).TotalMilliseconds);
}
