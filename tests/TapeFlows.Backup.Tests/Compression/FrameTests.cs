using System.Security.Cryptography;
using FsCheck.Fluent;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Tests.Archive;

namespace TapeFlows.Backup.Tests.Compression;

public class FrameTests
{
    private static readonly CompressionMethod[] Methods = [CompressionMethod.Gzip, CompressionMethod.Zstd];

    [Fact]
    public void Any_frames_with_any_padding_decode_to_what_was_encoded() => AnyEntry.ForAll(
        from method in Gen.Elements(Methods)
        from lengths in Gen.ArrayOf(Gen.Elements(0, 1, 700, 40_000, 70_000, 300_000), 4)
        from paddings in Gen.ArrayOf(Gen.Elements(0, 30, 31, 32, 1000, 70_000), 4)
        from seed in Gen.Choose(0, 1000)
        select (method, lengths, paddings, seed),
        given =>
        {
            var content = new MemoryStream();
            var frames = new MemoryStream();
            using var encoder = given.method.CreateEncoder()!;
            for (var i = 0; i < given.lengths.Length; i++)
                AddFrame(encoder, Content(given.lengths[i], given.seed + i), given.paddings[i], content, frames);
            Assert.Equal(content.ToArray(), Decode(given.method, frames.ToArray()));
        }, 60);

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void The_stock_tool_decodes_frames_and_padding_without_a_word(string name)
    {
        using var folder = new TestFolder();
        using var encoder = CompressionMethods.Parse(name).CreateEncoder()!;
        var content = new MemoryStream();
        var frames = new MemoryStream();
        int[] paddings = [encoder.MinimumPadding, encoder.MinimumPadding + 1, 5000, 16 * 1024 * 1024];
        for (var i = 0; i < paddings.Length; i++)
            AddFrame(encoder, Content(200_000, i), paddings[i], content, frames);
        var path = folder.Write("data", frames.ToArray());
        var decoded = StockTool.Run(folder.Path, File.ReadAllBytes(path), name, "-dc");
        Assert.Equal("", decoded.Error);
        Assert.Equal(0, decoded.ExitCode);
        Assert.Equal(content.ToArray(), decoded.Output);
    }

    [Fact]
    public void A_frame_is_never_longer_than_promised_and_noise_is_stored()
    {
        foreach (var method in Methods)
        {
            using var encoder = method.CreateEncoder()!;
            foreach (var length in new[] { 0, 1, 65_535, 65_536, 1_000_000 })
            {
                var noise = Noise(length, 1);
                var frame = new byte[encoder.MaxEncodedLength(length)];
                var encoded = encoder.Encode(noise, frame);
                Assert.InRange(encoded, length, length + 200 + (length / 1000));
                Assert.Equal(noise, Decode(method, frame[..encoded]));
            }
        }
    }

    [Fact]
    public void A_decoded_place_is_found_in_its_frame()
    {
        foreach (var method in Methods)
        {
            using var encoder = method.CreateEncoder()!;
            var frames = new MemoryStream();
            var starts = new List<long>();
            for (var i = 0; i < 5; i++)
            {
                var padding = new byte[100];
                encoder.WritePadding(padding);
                frames.Write(padding);
                starts.Add(frames.Length);
                AddFrame(encoder, Content(1000, i), 0, new MemoryStream(), frames);
            }

            frames.Position = 0;
            using var decoder = method.CreateDecoder(frames)!;
            decoder.ReadExactly(new byte[3500]);
            Assert.Equal((starts[0], 0), decoder.Locate(0));
            Assert.Equal((starts[1], 1), decoder.Locate(1001));
            Assert.Equal((starts[1], 999), decoder.Locate(1999));
            Assert.Equal((starts[3], 400), decoder.Locate(3400));
            Assert.Null(decoder.Locate(4999));
        }
    }

    [Fact]
    public void Cut_frames_are_told_from_damaged_ones()
    {
        foreach (var method in Methods)
        {
            using var encoder = method.CreateEncoder()!;
            var frames = new MemoryStream();
            AddFrame(encoder, Content(5000, 1), 0, new MemoryStream(), frames);
            var second = frames.Length;
            AddFrame(encoder, Content(5000, 2), 0, new MemoryStream(), frames);
            var whole = frames.ToArray();
            Assert.Equal(5000, Decode(method, whole[..(int)second]).Length);
            for (var cut = (int)second + 1; cut < whole.Length; cut += 7)
            {
                var error = Assert.Throws<CompressedDataException>(() => Decode(method, whole[..cut]));
                Assert.True(error.IsTruncated);
                Assert.Equal(second, error.FrameOffset);
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_of_the_content_is_a_named_error()
    {
        foreach (var method in Methods)
        {
            using var encoder = method.CreateEncoder()!;
            var content = new MemoryStream();
            var frames = new MemoryStream();
            AddFrame(encoder, Content(3000, 1), 0, content, frames);
            var whole = frames.ToArray();
            for (var bit = 0; bit < whole.Length * 8; bit += 3)
            {
                var damaged = (byte[])whole.Clone();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertNamedErrorOrSame(method, damaged, content.ToArray());
            }
        }
    }

    [Fact]
    public void Random_bytes_never_crash_a_decoder() => AnyEntry.ForAll(
        from method in Gen.Elements(Methods)
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 2000)
        select (method, seed, length),
        given =>
        {
            var bytes = Noise(given.length, given.seed);
            if (given.seed % 2 == 0 && bytes.Length > 20)
                (given.method == CompressionMethod.Zstd
                    ? (ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]
                    : [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 8, 0, (byte)'T', (byte)'F', 4, 0, 0, 1, 0, 0]).CopyTo(bytes);
            try
            {
                Decode(given.method, bytes);
            }
            catch (CompressedDataException)
            {
                // the named error
            }
        }, 500);

    [Fact]
    public void Names_are_parsed_and_an_unknown_one_is_named()
    {
        foreach (var method in Enum.GetValues<CompressionMethod>())
            Assert.Equal(method, CompressionMethods.Parse(method.ToName()));
        Assert.Contains("lzma", Assert.Throws<NotSupportedException>(() => CompressionMethods.Parse("lzma")).Message, StringComparison.Ordinal);
    }

    internal static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Content(int length, int seed)
    {
        if (seed % 3 == 0)
            return Noise(length, seed);
        var words = SHA256.HashData(BitConverter.GetBytes(seed));
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = words[i * i / 7 & 31];
        return bytes;
    }

    private static void AddFrame(IFrameEncoder encoder, byte[] content, int padding, Stream plain, Stream frames)
    {
        plain.Write(content);
        var frame = new byte[encoder.MaxEncodedLength(content.Length)];
        frames.Write(frame.AsSpan(0, encoder.Encode(content, frame)));
        if (padding == 0)
            return;
        var filler = Noise(padding, padding);
        encoder.WritePadding(filler);
        frames.Write(filler);
    }

    private static void AssertNamedErrorOrSame(CompressionMethod method, byte[] frames, byte[] content)
    {
        try
        {
            Assert.Equal(content, Decode(method, frames));
        }
        catch (CompressedDataException)
        {
            // the named error
        }
    }

    private static byte[] Decode(CompressionMethod method, byte[] frames)
    {
        using var decoder = method.CreateDecoder(new MemoryStream(frames))!;
        var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }
}
