using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api.Media;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Api.Administration;

/// <summary>
/// Writes down the configuration and restores it. Everything of a document is read and checked before anything is stored; then each item is a transaction of its own, so an import that was
/// cut off is simply repeated.
/// </summary>
internal sealed class ConfigurationDesk(Station station, ITaskDesk tasks, IServiceScopeFactory scopes)
{
    private static readonly string[] TaskFields = [.. ApiJson.Options.GetTypeInfo(typeof(TaskBody)).Properties.Select(property => property.Name)];

    public async Task<ConfigurationDocument> ExportAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var shelf = new WorkflowShelf(scope.ServiceProvider);
        var procedures = new List<JsonNode>();
        foreach (var version in (await shelf.ListAsync(cancellationToken)).Where(version => version.IsPublished && !version.IsReadonly).OrderBy(version => version.DefinitionId, StringComparer.Ordinal))
            procedures.Add(await shelf.ToJsonAsync(version, cancellationToken));
        return new ConfigurationDocument
        {
            ExportedAt = station.Clock.GetUtcNow(),
            Version = typeof(ConfigurationDesk).Assembly.GetName().Version!.ToString(3),
            Pools = [.. (await station.Catalog.ListPoolsAsync(cancellationToken)).Select(PoolView.Of)],
            Procedures = procedures,
            Tasks = [.. (await AllTasksAsync(cancellationToken)).Select(TaskJson)],
            Settings = ShownSettings.Of(station.Settings),
        };
    }

    public async Task<ConfigurationChanges> ImportAsync(ConfigurationBody document, bool isDryRun, CancellationToken cancellationToken)
    {
        if (document.Format is not ConfigurationDocument.Newest)
            throw Problem.Of("format", $"It is {document.Format?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; this version reads format {ConfigurationDocument.Newest}.");
        await using var scope = scopes.CreateAsyncScope();
        var procedures = new ProcedureImport(new WorkflowShelf(scope.ServiceProvider), document.Procedures ?? []);
        var wanted = Read(document.Tasks ?? []);
        var pools = await PoolsAsync(document.Pools ?? [], isDryRun, cancellationToken);
        return new ConfigurationChanges(pools, await procedures.RunAsync(isDryRun, cancellationToken), await new TaskImport(tasks, await AllTasksAsync(cancellationToken)).RunAsync(wanted, isDryRun, cancellationToken));
    }

    private async Task<IReadOnlyList<ConfigurationChange>> PoolsAsync(IReadOnlyList<NamedPoolBody> wanted, bool isDryRun, CancellationToken cancellationToken)
    {
        var changes = new List<ConfigurationChange>();
        foreach (var pool in wanted.Select(body => new PoolBody { Description = body.Description, RetentionDays = body.RetentionDays, Append = body.Append }.ToPool(body.Name ?? "")).ToList())
        {
            var before = await station.Catalog.FindPoolAsync(pool.Name, cancellationToken);
            changes.Add(new ConfigurationChange(pool.Name, before is null ? ChangeKind.Created : before == pool ? ChangeKind.Unchanged : ChangeKind.Changed));
            if (!isDryRun && before != pool)
                await station.Catalog.SavePoolAsync(pool, cancellationToken);
        }

        return changes;
    }

    private static List<WantedTask> Read(IReadOnlyList<JsonObject> tasks)
    {
        var reader = new FieldReader();
        var wanted = new List<WantedTask>();
        for (var i = 0; i < tasks.Count; i++)
        {
            var json = JsonSerializer.SerializeToElement(tasks[i], ApiJson.Options);
            var body = (TaskBody)reader.Read(json, typeof(TaskBody), FormattableString.Invariant($"tasks[{i}]"));
            wanted.Add(new WantedTask(tasks[i]["id"]?.ToString(), body, tasks[i].Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal)));
        }

        return reader.Errors.Count > 0 ? throw Problem.Of(reader.Errors) : wanted;
    }

    private async Task<List<ScheduledTask>> AllTasksAsync(CancellationToken cancellationToken)
    {
        var all = new List<ScheduledTask>();
        for (var page = 1; ; page++)
        {
            var found = await tasks.ListAsync(new TaskQuery { Origin = TaskOrigin.Api, Page = page, PageSize = TaskQuery.MaxPageSize }, cancellationToken);
            all.AddRange(found.Items);
            if (found.Items.Count < TaskQuery.MaxPageSize)
                return all;
        }
    }

    // What a person said of it, and its id for those that depend on it; not what became of it.
    internal static JsonObject TaskJson(ScheduledTask task)
    {
        var all = JsonSerializer.SerializeToNode(TaskView.Of(task), ApiJson.Options)!.AsObject();
        return new JsonObject(all.Where(pair => pair.Key == "id" || TaskFields.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }
}

/// <summary>A task that a configuration has.</summary>
/// <param name="Id">What it is called by those that depend on it, in the document.</param>
/// <param name="Body">What is said of it.</param>
/// <param name="Given">The fields that are said.</param>
internal sealed record WantedTask(string? Id, TaskBody Body, IReadOnlySet<string> Given);

/// <summary>Restores tasks, by name. Who depends on whom is said by ids of the document, which are others here: so it comes last.</summary>
internal sealed class TaskImport(ITaskDesk desk, IReadOnlyList<ScheduledTask> present)
{
    private readonly Dictionary<string, ScheduledTask> _byName = present.ToDictionary(task => task.Draft.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ConfigurationChange>> RunAsync(IReadOnlyList<WantedTask> wanted, bool isDryRun, CancellationToken cancellationToken)
    {
        var drafts = wanted.Select(task => (Wanted: task, Draft: task.Body.ApplyTo(new TaskDraft(), task.Given))).ToList();
        foreach (var (task, draft) in drafts)
        {
            if (_byName.TryGetValue(draft.Name, out var known))
                _ids[IdOf(task)] = known.Id;
        }

        var items = drafts.ConvertAll(item => (item.Wanted, item.Draft, Change: new ConfigurationChange(item.Draft.Name, KindOf(item.Draft))));
        if (!isDryRun)
            await StoreAsync(items.FindAll(item => item.Change.Change != ChangeKind.Unchanged).ConvertAll(item => (item.Wanted, item.Draft)), cancellationToken);
        return items.ConvertAll(item => item.Change);
    }

    private ChangeKind KindOf(TaskDraft draft)
    {
        if (!_byName.TryGetValue(draft.Name.Trim(), out var before))
            return ChangeKind.Created;
        var after = before with { Draft = desk.Complete(HereIs(draft)) };
        return JsonNode.DeepEquals(ConfigurationDesk.TaskJson(after), ConfigurationDesk.TaskJson(before)) ? ChangeKind.Unchanged : ChangeKind.Changed;
    }

    private async Task StoreAsync(IReadOnlyList<(WantedTask Wanted, TaskDraft Draft)> drafts, CancellationToken cancellationToken)
    {
        foreach (var (task, draft) in drafts)
        {
            var alone = draft with { DependsOn = [] };
            if (_ids.TryGetValue(IdOf(task), out var id))
                await desk.ChangeAsync(id, _ => alone, cancellationToken: cancellationToken);
            else
                _ids[IdOf(task)] = (await desk.CreateAsync(alone, cancellationToken)).Id;
        }

        foreach (var (task, draft) in drafts.Where(item => item.Draft.DependsOn.Count > 0))
            await desk.ChangeAsync(_ids[IdOf(task)], _ => HereIs(draft), cancellationToken: cancellationToken);
    }

    // With whom it depends on by the ids that those have here.
    private TaskDraft HereIs(TaskDraft draft) => draft with { DependsOn = [.. draft.DependsOn.Select(x => x with { TaskId = _ids.GetValueOrDefault(x.TaskId, x.TaskId) })] };

    private static string IdOf(WantedTask task) => task.Id ?? $"name:{task.Body.TaskName}";
}

/// <summary>Restores procedures: what differs from the version in use becomes the next version.</summary>
internal sealed class ProcedureImport
{
    private readonly WorkflowShelf _shelf;
    private readonly List<DefinitionFile> _files = [];

    /// <exception cref="ProblemException">One is no definition.</exception>
    public ProcedureImport(WorkflowShelf shelf, IReadOnlyList<JsonObject> procedures)
    {
        _shelf = shelf;
        for (var i = 0; i < procedures.Count; i++)
        {
            var file = DefinitionFile.Of(FormattableString.Invariant($"procedures[{i}]"), Encoding.UTF8.GetBytes(procedures[i].ToJsonString()));
            try
            {
                shelf.Read(file);
            }
            catch (IOException e)
            {
                throw Problem.Of([new FieldError(file.Place, e.Message)]);
            }

            _files.Add(file);
        }
    }

    public async Task<IReadOnlyList<ConfigurationChange>> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var changes = new List<ConfigurationChange>();
        foreach (var file in _files)
        {
            var model = _shelf.Read(file);
            var before = await _shelf.FindAsync(model.DefinitionId, Elsa.Common.Models.VersionOptions.Published, cancellationToken);
            var isSame = before is not null && DefinitionDiff.Between(await _shelf.ToJsonAsync(before, cancellationToken), await _shelf.ToJsonAsync(file, cancellationToken)).Count == 0;
            changes.Add(new ConfigurationChange(model.DefinitionId, before is null ? ChangeKind.Created : isSame ? ChangeKind.Unchanged : ChangeKind.Changed));
            if (!isDryRun && !isSame)
                await _shelf.AddAsync(model, publish: true, file.Place, cancellationToken);
        }

        return changes;
    }
}
