using Elsa.KeyValues.Contracts;
using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Models;

namespace Elsa.Workflows.Runtime.Quiescence;

/// <summary>Keeps a pause among the values under names.</summary>
internal sealed class PauseMemory(IKeyValueStore store)
{
    private const string Key = "WorkflowRuntime.Pause";

    public Task KeepAsync(string state, CancellationToken cancellationToken) => store.SaveAsync(new SerializedKeyValuePair { Key = Key, SerializedValue = state }, cancellationToken);

    public async Task<string?> FindAsync(CancellationToken cancellationToken) => (await store.FindAsync(new KeyValueFilter { Key = Key }, cancellationToken))?.SerializedValue;

    public Task ForgetAsync(CancellationToken cancellationToken) => store.DeleteAsync(Key, cancellationToken);
}
