using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Compression;

/// <summary>The stable part of libzstd's interface (zstd.h, since 1.4.0) that frames need.</summary>
internal static unsafe partial class Zstd
{
    /// <summary>ZSTD_c_compressionLevel.</summary>
    public const int ParameterLevel = 100;

    /// <summary>ZSTD_c_checksumFlag: 32 bits of XXH64 over the content at the end of a frame.</summary>
    public const int ParameterChecksum = 201;

    /// <summary>ZSTD_d_windowLogMax: refuse frames that need more memory.</summary>
    public const int ParameterWindowLogMax = 100;

    private const string Library = "libzstd.so.1";

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which look the same.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        /// <summary>Start of the memory.</summary>
        public byte* Start;

        /// <summary>Its length.</summary>
        public nuint Size;

        /// <summary>Bytes used so far.</summary>
        public nuint Position;
    }

    /// <summary>Makes a compression context.</summary>
    /// <exception cref="CompressionUnavailableException">libzstd is not installed.</exception>
    public static nint NewCompressor() => Loaded(CreateCCtx);

    /// <summary>Makes a decompression context.</summary>
    /// <exception cref="CompressionUnavailableException">libzstd is not installed.</exception>
    public static nint NewDecompressor() => Loaded(CreateDCtx);

    /// <summary>What a result says, when it is an error.</summary>
    /// <param name="result">What a function returned.</param>
    /// <param name="error">The error's name.</param>
    /// <returns>Whether it is an error.</returns>
    public static bool IsError(nuint result, out string error)
    {
        error = "";
        if (IsErrorCode(result) == 0)
            return false;
        error = Marshal.PtrToStringUTF8(GetErrorName(result)) ?? "unknown error";
        return true;
    }

    /// <summary>ZSTD_freeCCtx.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCCtx(nint context);

    /// <summary>ZSTD_CCtx_setParameter.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetCompressionParameter(nint context, int parameter, int value);

    /// <summary>ZSTD_compress2: one frame.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    public static partial nuint Compress(nint context, byte* destination, nuint capacity, byte* source, nuint size);

    /// <summary>ZSTD_compressBound.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    public static partial nuint CompressBound(nuint size);

    /// <summary>ZSTD_minCLevel: the fastest level.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_minCLevel")]
    public static partial int FastestLevel();

    /// <summary>ZSTD_freeDCtx.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDCtx(nint context);

    /// <summary>ZSTD_DCtx_setParameter.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetDecompressionParameter(nint context, int parameter, int value);

    /// <summary>ZSTD_decompressStream: 0 at the end of a frame, otherwise a hint or an error.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint DecompressStream(nint context, Buffer* output, Buffer* input);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    private static partial nint CreateCCtx();

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    private static partial nint CreateDCtx();

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsErrorCode(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint GetErrorName(nuint code);

    private static nint Loaded(Func<nint> create)
    {
        try
        {
            var context = create();
            return context != 0 ? context : throw new InvalidOperationException("libzstd could not allocate a context: the machine is out of memory.");
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new CompressionUnavailableException(
                $"The compression zstd needs {Library}, which is not installed here or too old. Install it (Debian and Ubuntu: apt install libzstd1), or use gzip or none.",
                missing);
        }
    }
}
