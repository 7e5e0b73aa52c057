using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.Serialization;
using Elsa.Workflows.State;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Instances;

/// <summary>Hands instances out as files, and takes them in again. A file has all that the instance needs to go on, so bookmarks are in it whether they are asked for or not.</summary>
internal sealed class InstanceFiles(
    IWorkflowInstanceStore instances,
    IBookmarkStore bookmarks,
    IActivityExecutionStore executions,
    IWorkflowExecutionLogStore journals,
    IWorkflowRuntime runtime,
    StateJson json)
{
    private const string Read = "read:workflow-instances";
    private static readonly WorkflowExecutionLogRecordOrder<long> InOrder = new(x => x.Sequence, OrderDirection.Ascending);

    public static void Map(ApiRoutes routes)
    {
        foreach (var method in new[] { HttpMethods.Get, HttpMethods.Post })
        {
            routes.Map<InstanceFiles>(method, "workflow-instances/{id}/export", (x, request) => x.ExportAsync(request), [Read], ApiLimits.Command);
            routes.Map<InstanceFiles>(method, "bulk-actions/export/workflow-instances", (x, request) => x.ExportManyAsync(request), [Read], ApiLimits.Command);
        }

        routes.Map<InstanceFiles>(HttpMethods.Post, "bulk-actions/import/workflow-instances", (x, request) => x.ImportAsync(request), ["write:workflow-instances"], ApiLimits.Files);
    }

    private async Task<IResult> ExportAsync(ApiRequest request) =>
        await WriteAsync(request.Route("id"), await OptionsOfAsync(request), request.Aborted) is { } file ? Answers.File(file.Content, file.Name) : Answers.NotFound;

    private async Task<IResult> ExportManyAsync(ApiRequest request)
    {
        var options = await OptionsOfAsync(request);
        var found = (await instances.FindManyIdsAsync(new WorkflowInstanceFilter { Ids = BulkRequest.Each("ids", options.Ids) }, request.Aborted)).ToList();
        return found.Count == 0 ? Answers.NotFound : new ZipAnswer("workflow-instances.zip", WriteManyAsync(found, options, request.Aborted));
    }

    private static async Task<ExportRequest> OptionsOfAsync(ApiRequest request) => HttpMethods.IsPost(request.Http.Request.Method)
        ? await request.ReadAsync<ExportRequest>()
        : new ExportRequest
        {
            Ids = request.Texts("ids"),
            IncludeBookmarks = request.Flag("includeBookmarks") == true,
            IncludeActivityExecutionLog = request.Flag("includeActivityExecutionLog") == true,
            IncludeWorkflowExecutionLog = request.Flag("includeWorkflowExecutionLog") == true,
        };

    private async IAsyncEnumerable<(string Name, byte[] Content)> WriteManyAsync(List<string> ids, ExportRequest options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await WriteAsync(id, options, cancellationToken) is { } file)
                yield return file;
        }
    }

    private async Task<(string Name, byte[] Content)?> WriteAsync(string id, ExportRequest options, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(new WorkflowInstanceFilter { Id = id }, cancellationToken) is not { } instance)
            return null;
        var file = new Dictionary<string, object?>
        {
            [nameof(InstanceFile.WorkflowState)] = instance.WorkflowState,
            ["Bookmarks"] = options.IncludeBookmarks ? await bookmarks.FindManyAsync(new BookmarkFilter { WorkflowInstanceId = id }, cancellationToken) : null,
            [nameof(InstanceFile.ActivityExecutionRecords)] =
                options.IncludeActivityExecutionLog ? await executions.FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = id }, cancellationToken) : null,
            [nameof(InstanceFile.WorkflowExecutionLogRecords)] =
                options.IncludeWorkflowExecutionLog ? (await journals.FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = id }, PageArgs.All, InOrder, cancellationToken)).Items : null,
        };
        return ($"workflow-instance-{id}.json", JsonSerializer.SerializeToUtf8Bytes(file, json.Options));
    }

    private async Task<IResult> ImportAsync(ApiRequest request)
    {
        if (!request.Http.Request.HasFormContentType)
            throw ApiException.Refused("Send the files as multipart/form-data.");
        var imported = 0;
        foreach (var file in (await request.Http.Request.ReadFormAsync(request.Aborted)).Files)
        {
            await using var stream = file.OpenReadStream();
            if (file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                imported += await ImportArchiveAsync(stream, file.FileName, request.Aborted);
            else
                imported += await ImportFileAsync(stream, file.FileName, request.Aborted);
        }

        return request.Answer(new { Imported = imported });
    }

    private async Task<int> ImportArchiveAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            var imported = 0;
            foreach (var entry in archive.Entries.Where(x => x.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                imported += await ImportFileAsync(new LimitedStream(content, ApiLimits.Files, $"{name}/{entry.FullName}"), $"{name}/{entry.FullName}", cancellationToken);
            }

            return imported;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException)
        {
            // The second is what a file says that is shorter than the end of an archive.
            throw ApiException.Refused($"The file '{name}' is no zip archive.");
        }
    }

    // An instance that is here already is not overwritten: it may have gone on since.
    private async Task<int> ImportFileAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        var file = await ReadAsync(stream, name, cancellationToken);
        var state = file.WorkflowState;
        if (state is null || string.IsNullOrEmpty(state.Id) || string.IsNullOrEmpty(state.DefinitionVersionId))
            throw ApiException.Refused($"The file '{name}' holds no workflow instance.");
        if (await instances.CountAsync(new WorkflowInstanceFilter { Id = state.Id }, cancellationToken) > 0)
            throw ApiException.Refused($"The workflow instance '{state.Id}' of the file '{name}' is here already. It was not changed.");
        var client = await runtime.CreateClientAsync(state.Id, cancellationToken);
        await instances.AddAsync(InstanceRecords.Of(state), cancellationToken);
        await client.ImportStateAsync(state, cancellationToken);
        await executions.SaveManyAsync((file.ActivityExecutionRecords ?? []).Where(x => x.WorkflowInstanceId == state.Id), cancellationToken);
        await journals.SaveManyAsync((file.WorkflowExecutionLogRecords ?? []).Where(x => x.WorkflowInstanceId == state.Id), cancellationToken);
        return 1;
    }

    private async Task<InstanceFile> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<InstanceFile>(stream, json.Options, cancellationToken) ?? new InstanceFile();
        }
        catch (JsonException e)
        {
            throw ApiException.Refused($"The file '{name}' cannot be read: {e.Message}");
        }
    }

    private sealed class ExportRequest
    {
        public List<string>? Ids { get; set; }
        public bool IncludeBookmarks { get; set; }
        public bool IncludeActivityExecutionLog { get; set; }
        public bool IncludeWorkflowExecutionLog { get; set; }
    }

    // Bookmarks are part of the state too; those beside it are for people.
    private sealed class InstanceFile
    {
        public WorkflowState? WorkflowState { get; set; }
        public List<ActivityExecutionRecord>? ActivityExecutionRecords { get; set; }
        public List<WorkflowExecutionLogRecord>? WorkflowExecutionLogRecords { get; set; }
    }
}
