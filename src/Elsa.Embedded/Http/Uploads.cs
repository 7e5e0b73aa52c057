using Elsa.Extensions;
using Elsa.Http.ContentWriters;
using Elsa.Workflows;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>What is wrong with a file.</summary>
/// <param name="Outcome">The outcome, if the endpoint has it.</param>
/// <param name="IsExposed">Whether it does.</param>
/// <param name="Status">The status otherwise.</param>
/// <param name="Detail">What the sender is told.</param>
internal sealed record UploadProblem(string Outcome, bool IsExposed, int Status, string Detail);

/// <summary>Holds the files of a form against what an endpoint takes.</summary>
internal static class Uploads
{
    public static UploadProblem? ProblemOf(HttpEndpoint endpoint, ActivityExecutionContext context, IReadOnlyCollection<IFormFile> files)
    {
        if (files.Count == 0)
            return null;
        var limit = endpoint.FileSizeLimit.GetOrDefault(context);
        var allowed = Extensions(endpoint.AllowedFileExtensions.GetOrDefault(context));
        var blocked = Extensions(endpoint.BlockedFileExtensions.GetOrDefault(context));
        var types = (endpoint.AllowedMimeTypes.GetOrDefault(context) ?? []).Select(x => x.Trim()).Where(x => x.Length > 0).ToList();
        foreach (var file in files)
        {
            var name = FileNames.Safe(file.FileName);
            var extension = Path.GetExtension(name).TrimStart('.');
            if (file.Length > limit)
                return new UploadProblem("File too large", endpoint.ExposeFileTooLargeOutcome, StatusCodes.Status413PayloadTooLarge, $"The file '{name}' is longer than {limit} bytes.");
            if ((allowed.Count > 0 && !allowed.Contains(extension)) || blocked.Contains(extension))
                return new UploadProblem("Invalid file extension", endpoint.ExposeInvalidFileExtensionOutcome, StatusCodes.Status415UnsupportedMediaType, $"Files such as '{name}' are not taken here.");
            if (types.Count > 0 && !types.Exists(x => Fits(ContentTypes.MediaTypeOf(file.ContentType), x)))
                return new UploadProblem("Invalid file MIME type", endpoint.ExposeInvalidFileMimeTypeOutcome, StatusCodes.Status415UnsupportedMediaType, $"The file '{name}' has a type that is not taken here.");
        }

        return null;
    }

    private static HashSet<string> Extensions(IEnumerable<string>? extensions) =>
        (extensions ?? []).Select(x => x.Trim().TrimStart('.')).Where(x => x.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool Fits(string type, string range) => range.EndsWith("/*", StringComparison.Ordinal)
        ? type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(type, range, StringComparison.OrdinalIgnoreCase);
}
