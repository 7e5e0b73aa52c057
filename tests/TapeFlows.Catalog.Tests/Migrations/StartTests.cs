using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Migrations;

public abstract class StartContract(TestDatabase database)
{
    [Fact]
    public async Task Many_that_start_at_once_on_a_new_database_all_open_it()
    {
        var options = await database.CreateAsync();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CatalogDatabase.OpenAsync(options, TimeProvider.System))));

        var volume = Sample.Volume();
        await opened[0].SaveVolumeAsync(volume);
        foreach (var catalog in opened)
        {
            Assert.Equal(volume, await catalog.FindVolumeAsync(volume.Barcode));
            await catalog.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_stored_is_there_after_opening_again()
    {
        var options = await database.CreateAsync();
        var volume = Sample.Volume();
        await using (var first = await CatalogDatabase.OpenAsync(options, TimeProvider.System))
            await first.SaveVolumeAsync(volume);

        await using var second = await CatalogDatabase.OpenAsync(options, TimeProvider.System);

        Assert.Equal(volume, await second.FindVolumeAsync(volume.Barcode));
    }

    [Fact]
    public async Task A_catalog_of_a_newer_version_is_refused_and_left_alone()
    {
        var options = await database.CreateAsync();
        await using (await CatalogDatabase.OpenAsync(options, TimeProvider.System))
        await using (var store = CatalogStore.Create(options, TimeProvider.System))
        await using (var context = store.CreateContext())
        {
            await context.Database.ExecuteSqlRawAsync(
                $"INSERT INTO {CatalogContext.HistoryTable} (\"MigrationId\", \"ProductVersion\") VALUES ('9999_future', '99.0')");
        }

        var error = await Assert.ThrowsAsync<CatalogException>(() => CatalogDatabase.OpenAsync(options, TimeProvider.System));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_made_without_opening_opens_at_its_first_call()
    {
        var options = await database.CreateAsync();
        await using var catalog = new CatalogDatabase(options, TimeProvider.System);

        Assert.Empty(await catalog.ListPoolsAsync());
    }
}

public sealed class SqliteStartTests(SqliteTestDatabase database) : StartContract(database), IClassFixture<SqliteTestDatabase>
{
    private readonly SqliteTestDatabase _database = database;

    [Fact]
    public async Task The_lock_of_a_process_that_died_in_a_migration_holds_nobody_up()
    {
        var options = await _database.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        await using (var store = CatalogStore.Create(options, TimeProvider.System))
        await using (var context = store.CreateContext())
        {
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """);
        }

        await using var catalog = await CatalogDatabase.OpenAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Empty(await catalog.ListPoolsAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var options = await _database.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        await File.WriteAllTextAsync(options.Path, string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 500)));
        var before = await File.ReadAllBytesAsync(options.Path);

        var error = await Assert.ThrowsAsync<CatalogException>(() => CatalogDatabase.OpenAsync(options, TimeProvider.System));

        Assert.Contains(options.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(options.Path));
    }

    [Fact]
    public async Task A_damaged_file_is_told_with_the_way_out()
    {
        var options = await _database.CreateAsync();
        await using (await CatalogDatabase.OpenAsync(options, TimeProvider.System))
        {
        }

        var bytes = await File.ReadAllBytesAsync(options.Path);
        bytes.AsSpan(200).Fill(0xA5);
        await File.WriteAllBytesAsync(options.Path, bytes);

        var error = await Assert.ThrowsAsync<CatalogException>(() => CatalogDatabase.OpenAsync(options, TimeProvider.System));

        Assert.Contains("rebuild", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        var file = (await _database.CreateAsync()).Path;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "");

        var error = await Assert.ThrowsAsync<CatalogException>(
            () => CatalogDatabase.OpenAsync(CatalogOptions.InFolder(Path.Combine(file, "below")), TimeProvider.System));

        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_keep_a_log_check_keys_and_commit_to_the_disk()
    {
        await using var store = CatalogStore.Create(_database.Options, TimeProvider.System);
        await using var context = store.CreateContext();
        await context.Database.OpenConnectionAsync();

        Assert.Equal("wal", await PragmaAsync("journal_mode"));
        Assert.Equal("1", await PragmaAsync("foreign_keys"));
        Assert.Equal("2", await PragmaAsync("synchronous"));
        Assert.Equal("30000", await PragmaAsync("busy_timeout"));

        async Task<string?> PragmaAsync(string name)
        {
            await using var command = context.Database.GetDbConnection().Command(transaction: null, $"PRAGMA {name}");
            return (await command.ExecuteScalarAsync())?.ToString();
        }
    }
}

public sealed class PostgreSqlStartTests(PostgreSqlTestDatabase database) : StartContract(database), IClassFixture<PostgreSqlTestDatabase>
{
    private readonly PostgreSqlTestDatabase _database = database;

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_the_password()
    {
        var options = new CatalogOptions { Provider = CatalogProvider.PostgreSql, ConnectionString = "Host=/no/such/folder;Database=x;Username=u;Password=hunter2" };

        var error = await Assert.ThrowsAsync<CatalogException>(() => CatalogDatabase.OpenAsync(options, TimeProvider.System));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told()
    {
        var options = _database.Options with { ConnectionString = _database.Options.ConnectionString + "_missing" };

        var error = await Assert.ThrowsAsync<CatalogException>(() => CatalogDatabase.OpenAsync(options, TimeProvider.System));

        Assert.Contains("CREATE DATABASE", error.Message, StringComparison.Ordinal);
    }
}
