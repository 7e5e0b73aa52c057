using Elsa.Alterations.Core.Entities;
using Elsa.Persistence.EFCore.Storage;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Alterations;

/// <summary>Plans of alterations, and their jobs.</summary>
public class AlterationsElsaDbContext : ElsaDbContextBase
{
    /// <summary>Creates a context.</summary>
    public AlterationsElsaDbContext(DbContextOptions<AlterationsElsaDbContext> options, IServiceProvider serviceProvider) : base(options, serviceProvider)
    {
    }

    /// <summary>The plans.</summary>
    public DbSet<AlterationPlan> AlterationPlans { get; set; } = default!;

    /// <summary>The jobs.</summary>
    public DbSet<AlterationJob> AlterationJobs { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var json = Database.JsonType;
        modelBuilder.Entity<AlterationPlan>(builder =>
        {
            builder.Ignore(x => x.Alterations).Ignore(x => x.WorkflowInstanceFilter);
            builder.Property<string?>("SerializedAlterations").HasColumnType(json);
            builder.Property<string?>("SerializedWorkflowInstanceFilter").HasColumnType(json);
        });
        modelBuilder.Entity<AlterationJob>(builder =>
        {
            builder.Ignore(x => x.Log);
            builder.Property<string?>("SerializedLog").HasColumnType(json);
            builder.HasIndex(x => new { x.PlanId, x.Status });
        });
        modelBuilder.UseDatabaseTypes();
    }
}
