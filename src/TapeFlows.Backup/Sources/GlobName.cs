using System.Text;

namespace TapeFlows.Backup.Sources;

/// <summary>The pattern of one name: literal characters, <c>?</c>, <c>*</c> and character classes. Matching takes no memory and never runs away.</summary>
internal sealed class GlobName
{
    private readonly Element[] _elements;
    private readonly byte[]? _literal;

    private GlobName(Element[] elements, byte[]? literal)
    {
        _elements = elements;
        _literal = literal;
    }

    /// <summary>Parses one name's pattern.</summary>
    /// <param name="pattern">Without a slash, in UTF-8; a backslash takes the next character literally, <c>\xNN</c> is one byte.</param>
    public static GlobName Parse(ReadOnlySpan<byte> pattern)
    {
        var elements = new List<Element>();
        var literal = new List<byte>();
        var isLiteral = true;
        while (!pattern.IsEmpty)
        {
            var (element, used) = ParseElement(pattern, literal);
            isLiteral &= element.Kind == ElementKind.Character;
            if (element.Kind != ElementKind.Star || elements.Count == 0 || elements[^1].Kind != ElementKind.Star)
                elements.Add(element);
            pattern = pattern[used..];
        }

        return new GlobName([.. elements], isLiteral ? [.. literal] : null);
    }

    /// <summary>Whether the whole name matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> name)
    {
        if (_literal is not null)
            return name.SequenceEqual(_literal);
        int at = 0, element = 0, starElement = -1, starAt = 0;
        while (at < name.Length)
        {
            var character = GlobCharacter.Read(name[at..], out var length);
            if (element < _elements.Length && _elements[element].Kind == ElementKind.Star)
            {
                (starElement, starAt) = (element++, at);
            }
            else if (element < _elements.Length && _elements[element].Takes(character))
            {
                at += length;
                element++;
            }
            else if (starElement >= 0)
            {
                // Only the last star can have to give way: what earlier ones took is as good as anything else.
                GlobCharacter.Read(name[starAt..], out var skipped);
                starAt += skipped;
                (at, element) = (starAt, starElement + 1);
            }
            else
            {
                return false;
            }
        }

        while (element < _elements.Length && _elements[element].Kind == ElementKind.Star)
            element++;
        return element == _elements.Length;
    }

    private static (Element Element, int Used) ParseElement(ReadOnlySpan<byte> pattern, List<byte> literal)
    {
        switch (pattern[0])
        {
            case (byte)'*':
                return (new Element(ElementKind.Star, 0, null), 1);
            case (byte)'?':
                return (new Element(ElementKind.Any, 0, null), 1);
            case (byte)'[' when GlobClass.TryParse(pattern, out var set, out var used):
                return (new Element(ElementKind.Class, 0, set), used);
            default:
                var character = ReadLiteral(pattern, out var length, literal);
                return (new Element(ElementKind.Character, character, null), length);
        }
    }

    /// <summary>A literal character, escaped or not.</summary>
    internal static int ReadLiteral(ReadOnlySpan<byte> pattern, out int used, List<byte>? literal = null)
    {
        if (pattern is [(byte)'\\', (byte)'x', var high, var low, ..] && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low))
        {
            // The byte alone cannot tell whether it is part of a character; a run of such bytes is decoded as a whole.
            return ReadBytes(pattern, out used, literal);
        }

        var skip = pattern[0] == '\\' && pattern.Length > 1 ? 1 : 0;
        var character = GlobCharacter.Read(pattern[skip..], out var length);
        literal?.AddRange(pattern.Slice(skip, length));
        used = skip + length;
        return character;
    }

    private static int ReadBytes(ReadOnlySpan<byte> pattern, out int used, List<byte>? literal)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        for (var at = 0; count < bytes.Length && at + 3 < pattern.Length && pattern[at] == '\\' && pattern[at + 1] == 'x'
            && byte.TryParse(pattern.Slice(at + 2, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value); at += 4)
        {
            bytes[count++] = value;
        }

        var character = GlobCharacter.Read(bytes[..count], out var length);
        literal?.AddRange(bytes[..length]);
        used = 4 * length;
        return character;
    }

    private enum ElementKind
    {
        Character,
        Any,
        Star,
        Class,
    }

    private readonly record struct Element(ElementKind Kind, int Character, GlobClass? Class)
    {
        public bool Takes(int character) => Kind switch
        {
            ElementKind.Character => character == Character,
            ElementKind.Any => true,
            ElementKind.Class => Class!.Contains(character),
            _ => false,
        };
    }
}
