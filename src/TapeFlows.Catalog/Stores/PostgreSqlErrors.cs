using System.Data.Common;
using Npgsql;

namespace TapeFlows.Catalog.Stores;

/// <summary>PostgreSQL's error codes (appendix A of its manual) as sentences with a way out.</summary>
internal static class PostgreSqlErrors
{
    public static CatalogException Explain(string catalog, DbException error) =>
        new($"{catalog} {Meaning(error.SqlState)} ({error.Message})", error);

    private static string Meaning(string? state) => state switch
    {
        null => "cannot be reached, or the connection broke. Nothing of this step was stored. Look at the server and the network, then try again.",
        PostgresErrorCodes.InvalidCatalogName => "does not exist. Make it (CREATE DATABASE), or mend the connection string.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "refuses this user. Mend user and password in the connection string.",
        PostgresErrorCodes.InsufficientPrivilege => "does not let this user do that. Nothing was changed. Let the user own the database, or grant it the right to create tables.",
        PostgresErrorCodes.LockNotAvailable => "is held by another process for longer than the busy timeout. Nothing was changed. Let the other process finish, then try again.",
        PostgresErrorCodes.DiskFull => "has no room left on its disk. Nothing of this step was stored. Make room and try again.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "is damaged. Nothing on tape is affected. Restore the database, or rebuild the catalog from the cartridges (tapeflows rebuild-catalog).",
        PostgresErrorCodes.DuplicateTable => "already holds a table of the same name that is not the catalog's. Nothing was changed. Give the catalog a database or a schema (Search Path) of its own.",
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.NotNullViolation =>
            "refused rows that contradict others. Nothing of this step was stored. This is an error in the program that called; please report it.",
        _ => "reports an error. Nothing of this step was stored.",
    };
}
