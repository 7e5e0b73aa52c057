using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Management.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Definitions and instances.</summary>
public class ManagementElsaDbContext : ElsaDbContextBase
{
    /// <summary>Creates a context.</summary>
    public ManagementElsaDbContext(DbContextOptions<ManagementElsaDbContext> options, IServiceProvider serviceProvider) : base(options, serviceProvider)
    {
    }

    /// <summary>The versions of definitions.</summary>
    public DbSet<WorkflowDefinition> WorkflowDefinitions { get; set; } = default!;

    /// <summary>The instances, without their states.</summary>
    public DbSet<WorkflowInstance> WorkflowInstances { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var json = Database.JsonType;
        modelBuilder.Entity<WorkflowDefinition>(x => Configure(x, json));
        modelBuilder.Entity<WorkflowInstance>(Configure);
        modelBuilder.Entity<WorkflowInstanceState>(x =>
        {
            x.ToTable("WorkflowInstanceStates").HasKey(state => state.InstanceId);
            x.Property(state => state.Data).HasColumnType(json);
        });
        modelBuilder.UseDatabaseTypes();
    }

    private static void Configure(EntityTypeBuilder<WorkflowDefinition> builder, string? json)
    {
        builder.ToTable("WorkflowDefinitions");
        builder.Ignore(x => x.Options).Ignore(x => x.Variables).Ignore(x => x.Inputs).Ignore(x => x.Outputs).Ignore(x => x.Outcomes).Ignore(x => x.CustomProperties);
        builder.Property<string?>("Data").HasColumnType(json);
        builder.Property<bool?>("UsableAsActivity");
        builder.Property(x => x.Revision);
        builder.Property(x => x.ToolVersion).HasConversion(version => version!.ToString(), text => new Version(text));

        // One latest and at most one published version: the database says so, whatever two nodes do at once.
        builder.HasIndex(x => new { x.DefinitionId, x.Version }).IsUnique();
        builder.HasIndex(x => x.DefinitionId, "IX_WorkflowDefinitions_Latest").IsUnique().HasFilter("\"IsLatest\"");
        builder.HasIndex(x => x.DefinitionId, "IX_WorkflowDefinitions_Published").IsUnique().HasFilter("\"IsPublished\"");
        builder.HasIndex(x => x.Name);
    }

    private static void Configure(EntityTypeBuilder<WorkflowInstance> builder)
    {
        // Lists read many rows and no state, so the states are elsewhere.
        builder.ToTable("WorkflowInstances");
        builder.Ignore(x => x.WorkflowState);
        builder.HasIndex(x => x.CreatedAt);
        builder.HasIndex(x => x.UpdatedAt);
        builder.HasIndex(x => x.FinishedAt);
        builder.HasIndex(x => x.Name);
        builder.HasIndex(x => new { x.DefinitionId, x.CreatedAt });
        builder.HasIndex(x => x.DefinitionVersionId);
        builder.HasIndex(x => new { x.Status, x.SubStatus, x.CreatedAt });
        builder.HasIndex(x => x.CorrelationId);
        builder.HasIndex(x => x.ParentWorkflowInstanceId);
    }
}
