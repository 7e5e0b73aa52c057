using System.CommandLine;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.CommandLine;

/// <summary>Options that several commands have, and options with a closed list of values.</summary>
internal static class Choices
{
    /// <summary>An option that takes one of some words.</summary>
    public static Option<string?> OneOf(string name, string description, string? fallback, params string[] words)
    {
        var option = new Option<string?>(name) { Description = $"{description} One of {string.Join(", ", words)}.", HelpName = string.Join('|', words) };
        if (fallback is not null)
            option.DefaultValueFactory = _ => fallback;
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
                result.AddError($"{name} '{result.Tokens[0].Value}' is unknown: use {string.Join(", ", words[..^1])} or {words[^1]}.");
        });
        return option;
    }

    /// <summary>An option that may be given again and again.</summary>
    public static Option<string[]> Many(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>An option that takes a size such as <c>64MiB</c>.</summary>
    public static Option<ByteSize?> Size(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            if (ByteSize.TryParse(result.Tokens[0].Value, out var size))
                return size;
            result.AddError($"{name} '{result.Tokens[0].Value}' is not a size: write for example 64MiB, 12TB or a number of bytes.");
            return null;
        },
    };

    /// <summary>An option that takes a whole number of at least some value.</summary>
    public static Option<int?> Count(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, System.Globalization.NumberStyles.None, null, out var count) && count >= least)
                return count;
            result.AddError($"{name} '{result.Tokens[0].Value}' is not a whole number of at least {least}.");
            return null;
        },
    };

    /// <summary>The option <c>--set</c>.</summary>
    public static Option<string?> Set(string description) => new("--set") { Description = description, HelpName = "ID|latest" };
}
