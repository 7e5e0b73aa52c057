using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Databases;

namespace TapeFlows.Operations.Model;

/// <summary>The tables of the operations, beside those of the catalog, with a history of migrations of their own.</summary>
internal sealed class OperationsContext(DbContextOptions<OperationsContext> options) : DbContext(options)
{
    public const string HistoryTable = "operations_migrations";

    public DbSet<OperationRow> Operations => Set<OperationRow>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    /// <summary>Ends the attempt at an operation that has not ended, if there is one.</summary>
    public async Task EndAttemptAsync(Guid id, string? problem, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var open in await Attempts.Where(row => row.OperationId == id && row.EndedAt == null).ToListAsync(cancellationToken))
            (open.EndedAt, open.Problem) = (now, problem);
    }

    // As the catalog keeps times: nanoseconds since 1970 UTC.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Moment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OperationRow>(OperationRow.Describe);
        modelBuilder.Entity<AttemptRow>(AttemptRow.Describe);
        modelBuilder.Entity<LeaseRow>(LeaseRow.Describe);
        modelBuilder.Entity<InboxRow>(InboxRow.Describe);
        modelBuilder.Entity<NoticeRow>(NoticeRow.Describe);
    }
}
