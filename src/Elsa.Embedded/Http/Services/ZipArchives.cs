using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Elsa.Http.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Http.Services;

/// <summary>Archives of several files. They are written to disk before anything is sent: a file that fails then is an error, not half an archive.</summary>
internal sealed class ZipArchives(IOptions<HttpFileCacheOptions> options, TimeProvider time)
{
    /// <summary>Opens the archive that was made for a download before; null if it is not kept, or no longer.</summary>
    public FileStream? Find(string downloadId)
    {
        var path = PathOf(downloadId);
        var file = new FileInfo(path);
        if (!file.Exists || IsOld(file))
            return null;
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes an archive, and keeps it if it has an id; otherwise it is gone when it is closed.</summary>
    public async Task<FileStream> CreateAsync(IEnumerable<Func<ValueTask<Downloadable>>> files, string? downloadId, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(options.Value.LocalCacheDirectory);
        DeleteOld(directory);
        var path = Path.Combine(directory.FullName, $"{Guid.NewGuid():N}.part");
        var archive = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 64 << 10, FileOptions.Asynchronous | (downloadId is null ? FileOptions.DeleteOnClose : FileOptions.None));
        try
        {
            await WriteAsync(archive, files, cancellationToken);
            if (downloadId is not null)
                File.Move(path, PathOf(downloadId), overwrite: true);
            archive.Position = 0;
            return archive;
        }
        catch
        {
            await archive.DisposeAsync();
            File.Delete(path);
            throw;
        }
    }

    private static async Task WriteAsync(Stream archive, IEnumerable<Func<ValueTask<Downloadable>>> files, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        foreach (var open in files)
        {
            var file = await open();
            await using var content = file.Stream;
            var entry = zip.CreateEntry(Unique(FileNames.Safe(file.Filename ?? $"file{taken.Count + 1}"), taken), CompressionLevel.Fastest);
            await using var target = await entry.OpenAsync(cancellationToken);
            await content.CopyToAsync(target, cancellationToken);
        }
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
            unique = $"{Path.GetFileNameWithoutExtension(name)}-{i}{Path.GetExtension(name)}";
        return unique;
    }

    private void DeleteOld(DirectoryInfo directory)
    {
        foreach (var file in directory.EnumerateFiles())
        {
            if (IsOld(file))
                file.Delete();
        }
    }

    private bool IsOld(FileInfo file) => time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > options.Value.TimeToLive;

    // Who downloads chooses the id: it must not become a path.
    private string PathOf(string downloadId) => Path.Combine(options.Value.LocalCacheDirectory, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(downloadId))) + ".zip");
}
