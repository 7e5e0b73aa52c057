using Elsa.Persistence.EFCore.Modules.Runtime;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Elsa.Persistence.EFCore.Migrations;

/// <summary>Bookmarks, triggers, the queue of stimuli, journals, executions of activities, values under names.</summary>
[DbContext(typeof(RuntimeElsaDbContext))]
[Migration("0001_Runtime_Tables")]
internal sealed class M0001Runtime : ElsaMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (IsPostgreSql)
            migrationBuilder.EnsureSchema(Schema!);
        CreateBookmarks(migrationBuilder);
        CreateTriggers(migrationBuilder);
        CreateBookmarkQueue(migrationBuilder);
        CreateDeadLetters(migrationBuilder);
        CreateJournals(migrationBuilder);
        CreateExecutions(migrationBuilder);
        CreateKeyValuePairs(migrationBuilder);
    }

    private void CreateBookmarks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Bookmarks",
            table => new
            {
                Id = table.Column<string>(),
                Name = table.Column<string>(nullable: true),
                Hash = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(),
                ActivityInstanceId = table.Column<string>(nullable: true),
                CorrelationId = table.Column<string>(nullable: true),
                SerializedPayload = table.Column<string>(Json, nullable: true),
                SerializedMetadata = table.Column<string>(Json, nullable: true),
                CreatedAt = table.Column<long>(),
                DueAt = table.Column<long>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_Bookmarks", row => row.Id));
        Index(migrationBuilder, "Bookmarks", "WorkflowInstanceId");
        Index(migrationBuilder, "Bookmarks", "Hash");
        Index(migrationBuilder, "Bookmarks", "Name", "Hash");
        migrationBuilder.CreateIndex("IX_Bookmarks_DueAt", "Bookmarks", "DueAt", Schema, filter: "\"DueAt\" IS NOT NULL");
    }

    private void CreateTriggers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Triggers",
            table => new
            {
                Id = table.Column<string>(),
                WorkflowDefinitionId = table.Column<string>(),
                WorkflowDefinitionVersionId = table.Column<string>(),
                ActivityId = table.Column<string>(),
                Name = table.Column<string>(nullable: true),
                Hash = table.Column<string>(nullable: true),
                SerializedPayload = table.Column<string>(Json, nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_Triggers", row => row.Id));
        Index(migrationBuilder, "Triggers", "WorkflowDefinitionId");
        Index(migrationBuilder, "Triggers", "WorkflowDefinitionVersionId");
        Index(migrationBuilder, "Triggers", "Hash");
        Index(migrationBuilder, "Triggers", "Name");
    }

    private void CreateBookmarkQueue(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "BookmarkQueueItems",
            table => new
            {
                Id = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(nullable: true),
                CorrelationId = table.Column<string>(nullable: true),
                BookmarkId = table.Column<string>(nullable: true),
                StimulusHash = table.Column<string>(nullable: true),
                ActivityInstanceId = table.Column<string>(nullable: true),
                ActivityTypeName = table.Column<string>(nullable: true),
                SerializedOptions = table.Column<string>(Json, nullable: true),
                CreatedAt = table.Column<long>(),
                DeliveryAttempts = table.Column<int>(),
                LastAttemptedAt = table.Column<long>(nullable: true),
                LastErrorType = table.Column<string>(nullable: true),
                LastErrorMessage = table.Column<string>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_BookmarkQueueItems", row => row.Id));
        Index(migrationBuilder, "BookmarkQueueItems", "StimulusHash");
        Index(migrationBuilder, "BookmarkQueueItems", "BookmarkId");
        Index(migrationBuilder, "BookmarkQueueItems", "WorkflowInstanceId");
        Index(migrationBuilder, "BookmarkQueueItems", "CreatedAt");
    }

    private void CreateDeadLetters(MigrationBuilder migrationBuilder)
    {
        const string Table = "BookmarkQueueDeadLetterItems";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<string>(),
                OriginalQueueItemId = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(nullable: true),
                CorrelationId = table.Column<string>(nullable: true),
                BookmarkId = table.Column<string>(nullable: true),
                StimulusHash = table.Column<string>(nullable: true),
                ActivityInstanceId = table.Column<string>(nullable: true),
                ActivityTypeName = table.Column<string>(nullable: true),
                SerializedOptions = table.Column<string>(Json, nullable: true),
                OriginalCreatedAt = table.Column<long>(),
                DeadLetteredAt = table.Column<long>(),
                Reason = table.Column<string>(),
                DeliveryAttempts = table.Column<int>(),
                LastAttemptedAt = table.Column<long>(nullable: true),
                LastErrorType = table.Column<string>(nullable: true),
                LastErrorMessage = table.Column<string>(nullable: true),
                CanReplay = table.Column<bool>(),
                ReplayedAt = table.Column<long>(nullable: true),
                ReplayedQueueItemId = table.Column<string>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_BookmarkQueueDeadLetterItems", row => row.Id));
        migrationBuilder.CreateIndex("IX_BookmarkQueueDeadLetterItems_OriginalQueueItemId", Table, "OriginalQueueItemId", Schema, unique: true);
        Index(migrationBuilder, Table, "DeadLetteredAt");
    }

    private void CreateJournals(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "WorkflowExecutionLogRecords",
            table => new
            {
                Id = table.Column<string>(),
                WorkflowDefinitionId = table.Column<string>(),
                WorkflowDefinitionVersionId = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(),
                WorkflowVersion = table.Column<int>(),
                ActivityInstanceId = table.Column<string>(),
                ParentActivityInstanceId = table.Column<string>(nullable: true),
                ActivityId = table.Column<string>(),
                ActivityType = table.Column<string>(),
                ActivityTypeVersion = table.Column<int>(),
                ActivityName = table.Column<string>(nullable: true),
                ActivityNodeId = table.Column<string>(),
                Timestamp = table.Column<long>(),
                Sequence = table.Column<long>(),
                EventName = table.Column<string>(nullable: true),
                Message = table.Column<string>(nullable: true),
                Source = table.Column<string>(nullable: true),
                SerializedActivityState = table.Column<string>(Json, nullable: true),
                SerializedPayload = table.Column<string>(Json, nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowExecutionLogRecords", row => row.Id));
        Index(migrationBuilder, "WorkflowExecutionLogRecords", "WorkflowInstanceId", "Sequence");
    }

    private void CreateExecutions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "ActivityExecutionRecords",
            table => new
            {
                Id = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(),
                ActivityId = table.Column<string>(),
                ActivityNodeId = table.Column<string>(),
                ActivityType = table.Column<string>(),
                ActivityTypeVersion = table.Column<int>(),
                ActivityName = table.Column<string>(nullable: true),
                SerializedActivityState = table.Column<string>(Json, nullable: true),
                SerializedPayload = table.Column<string>(Json, nullable: true),
                SerializedOutputs = table.Column<string>(Json, nullable: true),
                SerializedProperties = table.Column<string>(Json, nullable: true),
                SerializedMetadata = table.Column<string>(Json, nullable: true),
                SerializedException = table.Column<string>(Json, nullable: true),
                StartedAt = table.Column<long>(),
                CompletedAt = table.Column<long>(nullable: true),
                HasBookmarks = table.Column<bool>(),
                Status = table.Column<string>(),
                AggregateFaultCount = table.Column<int>(),
                SchedulingActivityExecutionId = table.Column<string>(nullable: true),
                SchedulingActivityId = table.Column<string>(nullable: true),
                SchedulingWorkflowInstanceId = table.Column<string>(nullable: true),
                CallStackDepth = table.Column<int>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_ActivityExecutionRecords", row => row.Id));
        Index(migrationBuilder, "ActivityExecutionRecords", "WorkflowInstanceId", "StartedAt");
        Index(migrationBuilder, "ActivityExecutionRecords", "SchedulingActivityExecutionId");
    }

    private void CreateKeyValuePairs(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "KeyValuePairs",
            table => new
            {
                Id = table.Column<string>(),
                SerializedValue = table.Column<string>(),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_KeyValuePairs", row => row.Id));
}
