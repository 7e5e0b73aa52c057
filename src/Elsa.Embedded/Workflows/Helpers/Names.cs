using System.Text;

namespace Elsa.Workflows.Helpers;

/// <summary>Turns names of members into the forms that JSON, ids and people use.</summary>
internal static class Names
{
    private static readonly HashSet<string> SmallWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "but", "nor", "or", "as", "at", "by", "for", "in", "of", "off", "on", "to", "up", "via",
    };

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    public static string Kebab(string name) => Split(name, '-').ToLowerInvariant();

    // A title leaves articles, conjunctions and prepositions small: "Start at", "Wait for Completion".
    public static string Human(string name) =>
        string.Join(' ', Split(name, ' ').Split(' ').Select((word, i) => i > 0 && SmallWords.Contains(word) ? word.ToLowerInvariant() : word));

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append(separator);
            text.Append(name[i]);
        }

        return text.ToString();
    }
}
