using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>How values are stored.</summary>
internal static class DatabaseTypes
{
    extension(DatabaseFacade database)
    {
        /// <summary>The type of columns of JSON as text, kept as it was written; null where the database has no type for it.</summary>
        public string? JsonType => database.IsNpgsql() ? "json" : null;
    }

    /// <summary>
    /// Stores instants as ticks and enumerations as names. SQLite cannot compare its own form of an instant, and PostgreSQL's drops the last digit: ticks are
    /// exact and sort on both.
    /// </summary>
    public static void UseDatabaseTypes(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(x => x.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type == typeof(DateTimeOffset))
                property.SetValueConverter(new TicksConverter());
            else if (type.IsEnum)
                property.SetProviderClrType(typeof(string));
        }
    }
}
