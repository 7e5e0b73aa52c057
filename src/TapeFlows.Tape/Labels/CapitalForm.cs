using System.Text;

namespace TapeFlows.Tape.Labels;

/// <summary>
/// Words of small and capital letters as labels can hold them, which have capitals only: a small letter stands as its capital, a capital with a
/// percent sign before it. Digits, dots, dashes and underscores stand for themselves; nothing else can.
/// </summary>
internal static class CapitalForm
{
    private const char Mark = '%';

    /// <summary>A word as a label has it.</summary>
    /// <exception cref="ArgumentException">It has a character that this form cannot hold.</exception>
    public static string Of(string word)
    {
        var form = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (char.IsAsciiLetterUpper(character))
                form.Append(Mark).Append(character);
            else if (char.IsAsciiLetterLower(character) || IsPlain(character))
                form.Append(char.ToUpperInvariant(character));
            else
                throw new ArgumentException($"'{word}' cannot stand in a label: letters, digits, dots, dashes and underscores can.");
        }

        return form.ToString();
    }

    /// <summary>The word that a label has; <see langword="null"/> when it is none in this form.</summary>
    public static string? TryRead(string form)
    {
        var word = new StringBuilder(form.Length);
        for (var place = 0; place < form.Length; place++)
        {
            var isMarked = form[place] == Mark;
            if (isMarked && ++place == form.Length)
                return null;
            var character = form[place];
            if (char.IsAsciiLetterUpper(character))
                word.Append(isMarked ? character : char.ToLowerInvariant(character));
            else if (!isMarked && IsPlain(character))
                word.Append(character);
            else
                return null;
        }

        return word.ToString();
    }

    private static bool IsPlain(char character) => char.IsAsciiDigit(character) || character is '.' or '-' or '_';
}
