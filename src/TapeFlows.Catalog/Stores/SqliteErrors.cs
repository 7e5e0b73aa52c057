using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TapeFlows.Catalog.Stores;

/// <summary>SQLite's result codes (sqlite.org/rescode.html) as sentences with a way out.</summary>
internal static class SqliteErrors
{
    public static CatalogException Explain(string catalog, DbException error) =>
        new($"{catalog} {Meaning((error as SqliteException)?.SqliteErrorCode ?? 0)} ({error.Message})", error);

    private static string Meaning(int code) => code switch
    {
        5 or 6 => "is held by another process for longer than the busy timeout. Nothing was changed. Let the other process finish, then try again.",
        8 => "is read-only. Nothing was changed. Give this user the right to write the file and its folder.",
        10 => "could not be read or written: the disk reports an error. What was committed before is kept. Look at the disk and the system log.",
        11 => "is damaged. Nothing on tape is affected. Move the file away and rebuild the catalog from the cartridges (tapeflows rebuild-catalog), or put back a copy.",
        13 => "has no room left on its disk. Nothing of this step was stored. Make room and try again.",
        14 => "cannot be opened. Look at whether its folder exists and this user may write there.",
        26 => "is not a SQLite database. Nothing was changed. Look at the path; if the file is a damaged catalog, move it away and rebuild it from the cartridges (tapeflows rebuild-catalog).",
        19 => "refused rows that contradict others. Nothing of this step was stored. This is an error in the program that called; please report it.",
        _ => "reports an error. Nothing of this step was stored.",
    };
}
