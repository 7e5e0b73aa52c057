using System.Text;
using System.Text.Json.Nodes;
using Elsa.Embedded.Tests.Http;
using Elsa.Expressions.Contracts;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>Definitions that a real Elsa 3.8 server exported, and the answers it gave to those that were saved, against what this engine makes of the same.</summary>
public sealed class ReferenceDefinitionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_definition_is_exported_as_the_file_that_was_imported()
    {
        RealServer.SkipWhereMissing();
        var differences = new List<string>();
        foreach (var name in RealServer.Definitions)
        {
            var recorded = RealServer.Definition(name);
            var exported = await ExportAsync(recorded, name);
            differences.AddRange(Likeness.Differences(JsonNode.Parse(recorded), JsonNode.Parse(exported), name));
            differences.AddRange(Likeness.Differences(JsonNode.Parse(recorded), JsonNode.Parse(await ExportAsync(exported, name)), $"{name} again"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task A_definition_is_saved_as_the_real_server_saved_it()
    {
        RealServer.SkipWhereMissing();
        var differences = new List<string>();
        var saves = RealServer.Answers("workflow-definitions/save", "*.json").Select(x => $"save/{x}").Concat(RealServer.Answers("workflow-definitions", "save-*.json"));
        foreach (var name in saves)
        {
            var recording = RealServer.Answer("workflow-definitions", name);
            if (recording["response"]!["status"]!.GetValue<int>() != 200 || recording["response"]!["body"]?["workflowDefinition"] is not JsonObject recorded)
                continue;
            var saved = (await SaveAsync(recording["request"]!["body"]!)).AsObject();
            foreach (var fromEarlier in new[] { "links", "version" })
            {
                // Links are of the API, and a version depends on what was saved before.
                recorded.Remove(fromEarlier);
                saved.Remove(fromEarlier);
            }

            differences.AddRange(Likeness.Differences(recorded, saved, name).Where(x => !Differs.OnPurpose(x)));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // A host for each: a file keeps its version only where its definition is new, and two of them claim the same path.
    private static async Task<HttpHost> StartAsync(string definition)
    {
        var host = await HttpHost.StartAsync(x => x.UseScheduling().UseCSharp(), x => x.AddSingleton<IExpressionDescriptorProvider, Scripts>());
        await SaveAsync(host, JsonNode.Parse(TestFiles.Definition("complete-outcomes"))!);
        if (definition != "child-who")
        {
            var used = JsonNode.Parse(RealServer.Definition("child-who"))!;
            used["version"] = definition == "saved" ? 1 : used["version"]!.GetValue<int>();
            await SaveAsync(host, used);
        }

        return host;
    }

    private static async Task<string> ExportAsync(string file, string name)
    {
        await using var host = await StartAsync(name);
        await SaveAsync(host, JsonNode.Parse(file)!);
        var exported = await host.CallAsync<IWorkflowDefinitionExporter, WorkflowDefinitionExportResult?>(x => x.ExportAsync(name, cancellationToken: Token));
        return Encoding.UTF8.GetString(exported!.Data);
    }

    private static async Task<JsonNode> SaveAsync(JsonNode request)
    {
        await using var host = await StartAsync("saved");
        var saved = await SaveAsync(host, request["model"]!, request["publish"]?.GetValue<bool>() == true);
        return JsonNode.Parse(host.Get<IActivitySerializer>().Serialize(await host.Get<WorkflowDefinitionMapper>().MapAsync(saved, Token)))!;
    }

    private static async Task<WorkflowDefinition> SaveAsync(HttpHost host, JsonNode json, bool? publish = null)
    {
        var model = host.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json.ToJsonString())!;
        var request = new SaveWorkflowDefinitionRequest { Model = model, Publish = publish ?? json["isPublished"]?.GetValue<bool>() };
        return (await host.CallAsync<IWorkflowDefinitionImporter, ImportWorkflowResult>(x => x.ImportAsync(request, Token))).WorkflowDefinition;
    }
}
