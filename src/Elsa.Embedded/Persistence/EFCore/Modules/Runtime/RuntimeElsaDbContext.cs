using Elsa.KeyValues.Entities;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>What the runtime keeps: bookmarks, triggers, the queue of stimuli, journals and executions of activities.</summary>
public class RuntimeElsaDbContext : ElsaDbContextBase
{
    /// <summary>Creates a context.</summary>
    public RuntimeElsaDbContext(DbContextOptions<RuntimeElsaDbContext> options, IServiceProvider serviceProvider) : base(options, serviceProvider)
    {
    }

    /// <summary>Where instances wait.</summary>
    public DbSet<StoredBookmark> Bookmarks { get; set; } = default!;

    /// <summary>What starts workflows.</summary>
    public DbSet<StoredTrigger> Triggers { get; set; } = default!;

    /// <summary>Stimuli that wait for their bookmark.</summary>
    public DbSet<BookmarkQueueItem> BookmarkQueueItems { get; set; } = default!;

    /// <summary>Stimuli that never found it.</summary>
    public DbSet<BookmarkQueueDeadLetterItem> BookmarkQueueDeadLetterItems { get; set; } = default!;

    /// <summary>The journals.</summary>
    public DbSet<WorkflowExecutionLogRecord> WorkflowExecutionLogRecords { get; set; } = default!;

    /// <summary>The executions of activities.</summary>
    public DbSet<ActivityExecutionRecord> ActivityExecutionRecords { get; set; } = default!;

    /// <summary>Values under names.</summary>
    public DbSet<SerializedKeyValuePair> KeyValuePairs { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var json = Database.JsonType;
        modelBuilder.Entity<StoredBookmark>(x => Configure(x, json));
        modelBuilder.Entity<StoredTrigger>(x => Configure(x, json));
        modelBuilder.Entity<BookmarkQueueItem>(x => Configure(x, json));
        modelBuilder.Entity<BookmarkQueueDeadLetterItem>(x => Configure(x, json));
        modelBuilder.Entity<WorkflowExecutionLogRecord>(x => Configure(x, json));
        modelBuilder.Entity<ActivityExecutionRecord>(x => Configure(x, json));
        modelBuilder.Entity<NodeRecord>().ToTable("WorkflowNodes");
        modelBuilder.Entity<LeaseRecord>(Configure);
        modelBuilder.Entity<DispatchItem>(Configure);
        modelBuilder.Entity<ActivationRecord>(Configure);
        modelBuilder.Entity<SerializedKeyValuePair>().Ignore(x => x.Key);
        modelBuilder.UseDatabaseTypes();
    }

    private static void Configure(EntityTypeBuilder<StoredBookmark> builder, string? json)
    {
        builder.Ignore(x => x.Payload).Ignore(x => x.Metadata);
        builder.Property<string?>("SerializedPayload").HasColumnType(json);
        builder.Property<string?>("SerializedMetadata").HasColumnType(json);
        builder.HasIndex(x => x.WorkflowInstanceId);
        builder.HasIndex(x => x.Hash);
        builder.HasIndex(x => new { x.Name, x.Hash });
        builder.Property<long?>(BookmarkRows.DueAt);
        builder.HasIndex(BookmarkRows.DueAt).HasFilter($"\"{BookmarkRows.DueAt}\" IS NOT NULL");
    }

    private static void Configure(EntityTypeBuilder<LeaseRecord> builder)
    {
        builder.ToTable("WorkflowLeases").HasKey(x => x.InstanceId);
        builder.HasIndex(x => x.NodeId);
    }

    private static void Configure(EntityTypeBuilder<DispatchItem> builder)
    {
        builder.ToTable("WorkflowDispatches");
        builder.HasIndex(x => new { x.NodeId, x.DueAt });
        builder.HasIndex(x => x.InstanceId);
    }

    private static void Configure(EntityTypeBuilder<ActivationRecord> builder)
    {
        builder.ToTable("WorkflowActivations").HasKey(x => x.Key);
        builder.HasIndex(x => x.InstanceId);
    }

    private static void Configure(EntityTypeBuilder<StoredTrigger> builder, string? json)
    {
        builder.Ignore(x => x.Payload);
        builder.Property<string?>("SerializedPayload").HasColumnType(json);
        builder.HasIndex(x => x.WorkflowDefinitionId);
        builder.HasIndex(x => x.WorkflowDefinitionVersionId);
        builder.HasIndex(x => x.Hash);
        builder.HasIndex(x => x.Name);
    }

    private static void Configure(EntityTypeBuilder<BookmarkQueueItem> builder, string? json)
    {
        builder.Ignore(x => x.Options);
        builder.Property<string?>("SerializedOptions").HasColumnType(json);
        builder.HasIndex(x => x.StimulusHash);
        builder.HasIndex(x => x.BookmarkId);
        builder.HasIndex(x => x.WorkflowInstanceId);
        builder.HasIndex(x => x.CreatedAt);
    }

    private static void Configure(EntityTypeBuilder<BookmarkQueueDeadLetterItem> builder, string? json)
    {
        builder.Ignore(x => x.Options);
        builder.Property<string?>("SerializedOptions").HasColumnType(json);
        builder.HasIndex(x => x.OriginalQueueItemId).IsUnique();
        builder.HasIndex(x => x.DeadLetteredAt);
    }

    private static void Configure(EntityTypeBuilder<WorkflowExecutionLogRecord> builder, string? json)
    {
#pragma warning disable CS0618 // The inputs are with the executions; the property is of older versions of Elsa.
        builder.Ignore(x => x.ActivityState).Ignore(x => x.Payload);
#pragma warning restore CS0618
        builder.Property<string?>("SerializedActivityState").HasColumnType(json);
        builder.Property<string?>("SerializedPayload").HasColumnType(json);
        builder.HasIndex(x => new { x.WorkflowInstanceId, x.Sequence });
    }

    private static void Configure(EntityTypeBuilder<ActivityExecutionRecord> builder, string? json)
    {
        builder.Ignore(x => x.ActivityState).Ignore(x => x.Payload).Ignore(x => x.Outputs).Ignore(x => x.Properties).Ignore(x => x.Metadata).Ignore(x => x.Exception);
        string[] columns = ["ActivityState", "Payload", "Outputs", "Properties", "Metadata", "Exception"];
        foreach (var column in columns)
            builder.Property<string?>("Serialized" + column).HasColumnType(json);
        builder.HasIndex(x => new { x.WorkflowInstanceId, x.StartedAt });
        builder.HasIndex(x => x.SchedulingActivityExecutionId);
    }
}
