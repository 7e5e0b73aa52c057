using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps what the runtime stores in a database.</summary>
[DependsOn(typeof(WorkflowRuntimeFeature))]
public class EFCoreWorkflowRuntimePersistenceFeature : PersistenceFeatureBase<EFCoreWorkflowRuntimePersistenceFeature, RuntimeElsaDbContext>
{
    /// <summary>Creates the feature.</summary>
    public EFCoreWorkflowRuntimePersistenceFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override void Configure() => Module.Configure<WorkflowRuntimeFeature>(x =>
    {
        x.WorkflowExecutionLogStore = services => services.GetRequiredService<JournalRows>();
        x.ActivityExecutionLogStore = services => services.GetRequiredService<ExecutionRows>();
        x.BookmarkStore = services => services.GetRequiredService<BookmarkRows>();
        x.TriggerStore = services => services.GetRequiredService<TriggerRows>();
        x.BookmarkQueueStore = services => services.GetRequiredService<BookmarkQueueRows>();
        x.BookmarkQueueDeadLetterStore = services => services.GetRequiredService<DeadLetterRows>();
        x.KeyValueStore = services => services.GetRequiredService<KeyValueRows>();
        x.Ledger = services => services.GetRequiredService<RelationalLedger>();
    });

    /// <inheritdoc />
    public override void Apply()
    {
        base.Apply();
        Services.AddSingleton<RecordJson>();
        Services.AddSingleton<JournalRows>();
        Services.AddSingleton<ExecutionRows>();
        Services.AddSingleton<BookmarkRows>();
        Services.AddSingleton<TriggerRows>();
        Services.AddSingleton<BookmarkQueueRows>();
        Services.AddSingleton<DeadLetterRows>();
        Services.AddSingleton<KeyValueRows>();
        Services.AddSingleton<LedgerStatements>();
        Services.AddSingleton<RelationalLedger>();
        Services.AddSingleton<IWorkflowCommitTransaction, UnitCommitTransaction>();
    }
}
