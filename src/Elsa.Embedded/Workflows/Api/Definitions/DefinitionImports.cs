using System.IO.Compression;
using System.Text.Json;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Takes definitions in, as drafts. What a file says of versions does not count: it becomes the next version of its definition.</summary>
internal sealed class DefinitionImports(DefinitionEdits edits, DefinitionViews views)
{
    private static readonly string[] Write = ["write:workflow-definitions"];

    public static void Map(ApiRoutes routes)
    {
        foreach (var method in new[] { HttpMethods.Post, HttpMethods.Put })
        {
            routes.Map<DefinitionImports>(method, "workflow-definitions/import", (x, request) => x.ImportAsync(null, request), Write, ApiLimits.Definition);
            routes.Map<DefinitionImports>(method, "workflow-definitions/{definitionId}/import", (x, request) => x.ImportAsync(request.Route("definitionId"), request), Write, ApiLimits.Definition);
        }

        routes.Map<DefinitionImports>(HttpMethods.Post, "workflow-definitions/import-files", (x, request) => x.ImportFilesAsync(request), Write, ApiLimits.Files);
    }

    private async Task<IResult> ImportAsync(string? definitionId, ApiRequest request)
    {
        var model = await request.ReadAsync<WorkflowDefinitionModel>(request.Json.Definitions);
        model.DefinitionId = definitionId ?? model.DefinitionId;
        var isNew = string.IsNullOrEmpty(model.DefinitionId);
        var draft = await SaveAsync(model, "The request", request);
        return request.Answer(await views.ShowAsync(draft.Definition, request), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<IResult> ImportFilesAsync(ApiRequest request)
    {
        if (!request.Http.Request.HasFormContentType)
            throw ApiException.Refused("Send the files as multipart/form-data.");
        var count = 0;
        foreach (var file in (await request.Http.Request.ReadFormAsync(request.Aborted)).Files)
        {
            await using var stream = file.OpenReadStream();
            count += file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? await ImportArchiveAsync(stream, file.FileName, request) : await ImportFileAsync(stream, file.FileName, request);
        }

        return request.Answer(new CountAnswer(count));
    }

    private async Task<int> ImportArchiveAsync(Stream stream, string name, ApiRequest request)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, request.Aborted);
            var count = 0;
            foreach (var entry in archive.Entries.Where(x => x.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                await using var content = await entry.OpenAsync(request.Aborted);
                count += await ImportFileAsync(new LimitedStream(content, ApiLimits.Definition, $"{name}/{entry.FullName}"), $"{name}/{entry.FullName}", request);
            }

            return count;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException)
        {
            // The second is what a file says that is shorter than the end of an archive.
            throw ApiException.Refused($"The file '{name}' is no zip archive.");
        }
    }

    private async Task<int> ImportFileAsync(Stream stream, string name, ApiRequest request)
    {
        try
        {
            var model = await JsonSerializer.DeserializeAsync<WorkflowDefinitionModel>(stream, request.Json.Definitions, request.Aborted) ?? new WorkflowDefinitionModel();
            await SaveAsync(model, $"The file '{name}'", request);
            return 1;
        }
        catch (JsonException e)
        {
            throw ApiException.Refused($"The file '{name}' cannot be read: {e.Message}");
        }
    }

    private Task<Edited> SaveAsync(WorkflowDefinitionModel model, string source, ApiRequest request)
    {
        if (model.Root is null)
            throw ApiException.Refused($"{source} holds no workflow definition: it has no root activity.");
        // A file may be older than what is here: that is what it is imported for.
        EditMark.Take(model);
        model.Id = null!;
        return edits.SaveAsync(model, publish: false, request);
    }
}
