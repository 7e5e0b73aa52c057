using System.Globalization;
using System.Text;

namespace TapeFlows.Benchmarks.Data;

/// <summary>Bytes for files: like a log or a source text (about 3:1 under zstd), or random. The same for the same seed.</summary>
internal sealed class TextPool
{
    private const int Length = 16 << 20;
    private const string Letters = "etaoinshrdlucmfwypvbgkjqxz";
    private readonly byte[] _text = new byte[Length];

    public TextPool(int seed)
    {
        var random = new Random(seed);
        var words = new string[8192];
        for (var i = 0; i < words.Length; i++)
            words[i] = Word(random);
        for (var at = 0; at < Length;)
            at += AppendLine(random, words, at);
    }

    public void Fill(Span<byte> content, Random random, bool isText)
    {
        if (!isText)
        {
            random.NextBytes(content);
            return;
        }

        while (!content.IsEmpty)
        {
            var run = Math.Min(content.Length, random.Next(512, 8192));
            _text.AsSpan(random.Next(Length - run), run).CopyTo(content);
            content = content[run..];
        }
    }

    /// <summary>Frequent letters come often.</summary>
    private static string Word(Random random)
    {
        var word = new char[random.Next(2, 12)];
        for (var i = 0; i < word.Length; i++)
            word[i] = Letters[(int)(Letters.Length * Math.Pow(random.NextDouble(), 2.2))];
        return new string(word);
    }

    private int AppendLine(Random random, string[] words, int at)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{random.NextInt64(1L << 40):x10} {random.Next(100_000),5}");
        for (var count = random.Next(5, 15); count > 0; count--)
            line.Append(' ').Append(words[(int)(words.Length * Math.Pow(random.NextDouble(), 4))]);
        line.Append('\n');
        var bytes = Encoding.ASCII.GetBytes(line.ToString());
        var length = Math.Min(bytes.Length, Length - at);
        bytes.AsSpan(0, length).CopyTo(_text.AsSpan(at));
        return length;
    }
}
