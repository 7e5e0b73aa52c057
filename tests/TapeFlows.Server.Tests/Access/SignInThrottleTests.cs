using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Catalog.Databases;
using TapeFlows.Server.Access.SignIn;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Access;

public sealed class SignInThrottleTests(PostgresServer postgres) : IAsyncDisposable
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-throttle-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly List<AccessTables> _opened = [];

    public static TheoryData<string> Kinds => [ApiHost.Sqlite, ApiHost.PostgreSql];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var tables in _opened)
            await tables.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Waits_grow_to_a_minute_and_no_further(string kind)
    {
        var throttle = await CreateAsync(kind);
        var waits = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var wait = await throttle.BeginAsync("admin", IPAddress.Parse($"192.0.2.{i}"), Token);
            while (wait is { } time)
            {
                waits.Add(time.TotalSeconds);
                _clock.Advance(time);
                wait = await throttle.BeginAsync("admin", IPAddress.Parse($"192.0.2.{i}"), Token);
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60, 60], waits);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nodes_count_together_and_a_restart_forgets_nothing(string kind)
    {
        var (one, other) = await CreateTwoAsync(kind);
        for (var i = 0; i < 5; i++)
            Assert.Null(await (i % 2 == 0 ? one : other).BeginAsync("Admin", IPAddress.Parse($"192.0.2.{i}"), Token));
        Assert.NotNull(await other.BeginAsync("admin", Here, Token));
        Assert.NotNull(await one.BeginAsync("admin", Here, Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await other.BeginAsync("admin", Here, Token));
        await other.SucceedAsync("admin", Here, Token);
        Assert.Null(await one.BeginAsync("admin", Here, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_at_once_count_all(string kind)
    {
        var (one, other) = await CreateTwoAsync(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).BeginAsync("admin", IPAddress.Parse($"192.0.2.{i}"), Token)));
        Assert.Equal(5, answers.Count(wait => wait is null));
    }

    [Fact]
    public async Task An_address_that_tries_many_users_waits_too()
    {
        var throttle = await CreateAsync(ApiHost.Sqlite);
        for (var i = 0; i < 20; i++)
            Assert.Null(await throttle.BeginAsync($"user{i}", Here, Token));
        Assert.NotNull(await throttle.BeginAsync("another", Here, Token));
        Assert.Null(await throttle.BeginAsync("another", IPAddress.Parse("192.0.2.2"), Token));
    }

    [Fact]
    public async Task All_of_an_IPv6_network_counts_as_one_and_a_mapped_address_as_itself()
    {
        var throttle = await CreateAsync(ApiHost.Sqlite);
        for (var i = 0; i < 20; i++)
            Assert.Null(await throttle.BeginAsync($"user{i}", IPAddress.Parse($"2001:db8::{i}"), Token));
        Assert.NotNull(await throttle.BeginAsync("another", IPAddress.Parse("2001:db8::ffff"), Token));
        for (var i = 0; i < 20; i++)
            Assert.Null(await throttle.BeginAsync($"mapped{i}", Here.MapToIPv6(), Token));
        Assert.NotNull(await throttle.BeginAsync("another", Here, Token));
    }

    [Fact]
    public async Task Who_knows_the_password_starts_anew_but_the_address_does_not()
    {
        var throttle = await CreateAsync(ApiHost.Sqlite);
        for (var i = 0; i < 4; i++)
            Assert.Null(await throttle.BeginAsync("maria", Here, Token));
        await throttle.SucceedAsync("maria", Here, Token);
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.BeginAsync("maria", Here, Token));
        for (var i = 0; i < 12; i++)
            Assert.Null(await throttle.BeginAsync($"other{i}", Here, Token));
        Assert.NotNull(await throttle.BeginAsync("more", Here, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_a_quarter_of_an_hour_all_is_forgotten(string kind)
    {
        var throttle = await CreateAsync(kind);
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.BeginAsync("admin", Here, Token));
        _clock.Advance(TimeSpan.FromMinutes(16));
        for (var i = 0; i < 5; i++)
            Assert.Null(await throttle.BeginAsync("admin", Here, Token));
        _clock.Advance(TimeSpan.FromMinutes(16));
        await throttle.ForgetAsync(Token);
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Names_without_end_do_not_fill_the_database(string kind)
    {
        var throttle = await CreateAsync(kind);
        await _opened[0].WriteAsync(
            context =>
            {
                context.Attempts.AddRange(Enumerable.Range(0, SignInThrottle.MostSubjects).Select(i => new AttemptRow { Subject = $"user {i}", Failures = 1, LastAt = _clock.GetUtcNow(), NotBefore = _clock.GetUtcNow() }));
                return Task.FromResult(true);
            },
            Token);
        Assert.Null(await throttle.BeginAsync("one more", address: null, Token));
        Assert.InRange(await CountAsync(), 1, (SignInThrottle.MostSubjects / 2) + 1);
    }

    [Fact]
    public async Task What_was_typed_is_not_kept()
    {
        await (await CreateAsync(ApiHost.Sqlite)).BeginAsync("my-secret-password", Here, Token);
        Assert.DoesNotContain(await _opened[0].ReadAsync(context => context.Attempts.Select(row => row.Subject).ToListAsync(Token), Token), subject => subject.Contains("secret", StringComparison.Ordinal));
    }

    private Task<int> CountAsync() => _opened[0].ReadAsync(context => context.Attempts.CountAsync(Token), Token);

    private async Task<SignInThrottle> CreateAsync(string kind) => (await CreateTwoAsync(kind)).One;

    private async Task<(SignInThrottle One, SignInThrottle Other)> CreateTwoAsync(string kind)
    {
        var place = kind == ApiHost.PostgreSql ? await postgres.CreateDatabaseAsync(Token) : $"Data Source={Path.Combine(_folder, Guid.NewGuid().ToString("N"))}";
        return (Open(kind, place), Open(kind, place));
    }

    private SignInThrottle Open(string kind, string place)
    {
        var tables = new AccessTables(kind == ApiHost.PostgreSql ? SharedDatabase.PostgreSql(place, "tests") : SharedDatabase.Sqlite(place));
        _opened.Add(tables);
        return new SignInThrottle(tables, _clock);
    }
}
