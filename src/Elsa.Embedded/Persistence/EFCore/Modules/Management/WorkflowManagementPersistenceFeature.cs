using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps definitions and instances in a database.</summary>
[DependsOn(typeof(EFCoreWorkflowInstancePersistenceFeature))]
[DependsOn(typeof(EFCoreWorkflowDefinitionPersistenceFeature))]
public class WorkflowManagementPersistenceFeature : PersistenceFeatureBase<WorkflowManagementPersistenceFeature, ManagementElsaDbContext>
{
    /// <summary>Creates the feature.</summary>
    public WorkflowManagementPersistenceFeature(IModule module) : base(module)
    {
    }

    /// <inheritdoc />
    public override Action<IServiceProvider, DbContextOptionsBuilder> DbContextOptionsBuilder
    {
        get => base.DbContextOptionsBuilder;
        set
        {
            base.DbContextOptionsBuilder = value;
            Module.Configure<EFCoreWorkflowDefinitionPersistenceFeature>(x => x.DbContextOptionsBuilder = value);
            Module.Configure<EFCoreWorkflowInstancePersistenceFeature>(x => x.DbContextOptionsBuilder = value);
        }
    }

    /// <inheritdoc />
    public override bool RunMigrations
    {
        get => base.RunMigrations;
        set
        {
            base.RunMigrations = value;
            Module.Configure<EFCoreWorkflowDefinitionPersistenceFeature>(x => x.RunMigrations = value);
            Module.Configure<EFCoreWorkflowInstancePersistenceFeature>(x => x.RunMigrations = value);
        }
    }
}
