using Elsa.Persistence.EFCore.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Elsa.Persistence.EFCore;

/// <summary>What all contexts of the engine have in common. Hosts may query with them; the engine writes past their change tracking.</summary>
public abstract class ElsaDbContextBase : DbContext, IElsaDbContextSchema
{
    private readonly DbContextOptions _options;

    /// <summary>Creates a context.</summary>
    protected ElsaDbContextBase(DbContextOptions options, IServiceProvider serviceProvider) : base(options)
    {
        _options = options;
        ServiceProvider = serviceProvider;
        ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
    }

    /// <summary>The schema where none is named: <c>Elsa</c>.</summary>
    public static string ElsaSchema { get; set; } = "Elsa";

    /// <summary>The table of applied migrations where none is named.</summary>
    public static string MigrationsHistoryTable { get; set; } = "__EFMigrationsHistory";

    /// <inheritdoc />
    public string Schema => _options.FindExtension<ElsaOptionsExtension>()?.Schema ?? ElsaSchema;

    /// <summary>The tenant whose entities are meant; the engine has one tenant.</summary>
    public string? TenantId { get; set; }

    /// <summary>The host's services.</summary>
    protected IServiceProvider ServiceProvider { get; }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (Database.IsNpgsql())
            modelBuilder.HasDefaultSchema(Schema);
    }
}
