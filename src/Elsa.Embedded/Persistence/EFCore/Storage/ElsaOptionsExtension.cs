using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>Carries the schema in the options of a context; contexts of different schemas have different models.</summary>
internal sealed class ElsaOptionsExtension(string schema) : IDbContextOptionsExtension
{
    public string Schema => schema;

    public DbContextOptionsExtensionInfo Info => new SchemaInfo(this);

    public void ApplyServices(IServiceCollection services)
    {
        // Nothing: the schema is read by the context and by the migrations.
    }

    public void Validate(IDbContextOptions options)
    {
        // Any name will do.
    }

    private sealed class SchemaInfo(ElsaOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        private readonly string _schema = extension.Schema;

        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => _schema.GetHashCode(StringComparison.Ordinal);

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
            other is SchemaInfo info && string.Equals(info._schema, _schema, StringComparison.Ordinal);

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) =>
            debugInfo["Elsa:Schema"] = _schema.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);
    }
}
