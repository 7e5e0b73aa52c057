using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>The types of columns that the two databases name differently.</summary>
internal static class DatabaseTypes
{
    extension(DatabaseFacade database)
    {
        /// <summary>JSON as text, kept as it was written; null where the database has no type for it.</summary>
        public string? JsonType => database.IsNpgsql() ? "json" : null;
    }
}
