using System.Globalization;
using System.Text;

namespace TapeFlows.Scenarios.Restoring.Hostile;

/// <summary>Writes tar archives (POSIX.1-2001, pax) of whatever it is told, sound names or not. Shares no code with the product.</summary>
internal sealed class RawTar
{
    private const int Unit = 512;
    private readonly MemoryStream _bytes = new();

    public RawTar File(string name, string content) => Add('0', Bytes(name), [], Encoding.UTF8.GetBytes(content));

    public RawTar File(byte[] name, string content) => Add('0', name, [], Encoding.UTF8.GetBytes(content));

    public RawTar Symbolic(string name, string target) => Add('2', Bytes(name), Bytes(target), []);

    public RawTar Hard(string name, string target) => Add('1', Bytes(name), Bytes(target), []);

    public RawTar Folder(string name) => Add('5', Bytes(name), [], []);

    /// <summary>The character device 1, 3, which is <c>/dev/null</c>.</summary>
    public RawTar Device(string name) => Add('3', Bytes(name), [], []);

    public byte[] End()
    {
        _bytes.Write(new byte[2 * Unit]);
        return _bytes.ToArray();
    }

    private RawTar Add(char type, byte[] name, byte[] link, byte[] content)
    {
        byte[] records = [.. Record("path", name), .. link.Length == 0 ? [] : Record("linkpath", link)];
        Header('x', "pax", records.Length);
        Body(records);
        Header(type, "see pax", content.Length);
        Body(content);
        return this;
    }

    private void Header(char type, string name, int size)
    {
        var header = new byte[Unit];
        Put(header, 0, name);
        Put(header, 100, "0000644\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        Put(header, 124, Octal(size, 11) + "\0");
        Put(header, 136, Octal(1_700_000_000, 11) + "\0");
        Put(header, 148, "        ");
        Put(header, 156, type.ToString());
        Put(header, 257, "ustar\0" + "00");
        Put(header, 329, "0000001\0");
        Put(header, 337, "0000003\0");
        Put(header, 148, Octal(header.Sum(value => value), 6) + "\0 ");
        _bytes.Write(header);
    }

    private void Body(byte[] content)
    {
        _bytes.Write(content);
        _bytes.Write(new byte[(Unit - (content.Length % Unit)) % Unit]);
    }

    // "LENGTH KEYWORD=VALUE\n", where the length counts itself.
    private static byte[] Record(string keyword, byte[] value)
    {
        var rest = keyword.Length + value.Length + 3;
        var length = rest + rest.ToString(CultureInfo.InvariantCulture).Length;
        length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        return [.. Bytes(string.Create(CultureInfo.InvariantCulture, $"{length} {keyword}=")), .. value, (byte)'\n'];
    }

    private static string Octal(int value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    private static void Put(byte[] header, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, offset);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
