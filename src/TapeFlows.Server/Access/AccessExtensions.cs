using Elsa.Extensions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TapeFlows.Catalog;
using TapeFlows.Operations.Purging;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.SignIn;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Access;

/// <summary>Who may come in, and what for.</summary>
internal static class AccessExtensions
{
    /// <summary>Adds users, keys, the audit log, and the policies of <see cref="Policies"/>. What names none asks at least for somebody who is known.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, Station station)
    {
        var keepAudit = station.Settings.Server.KeepsAudit();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddSingleton(station.Folder);
        services.AddSingleton(_ => AccessTables.Of(station));
        services.AddHostedService<AccessHost>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<UserList>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<AccessDesk>();
        services.AddSingleton<AuditLog>();
        services.AddNotificationHandler<DefinitionAudit>();
        services.AddSingleton<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
        services.AddSingleton<IRecordPurge>(provider => ActivatorUtilities.CreateInstance<AccessPurge>(provider, keepAudit));
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<Tokens>();
        services.AddSchemes();
        services.AddPolicies();
        services.AddProtectionKeys(station);
        return services;
    }

    private static void AddSchemes(this IServiceCollection services) =>
        services.AddAuthentication(CallerHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.Name, configureOptions: null)
            .AddBearerToken(options => options.Events.OnMessageReceived = received =>
            {
                received.Token = Credentials.TokenInAddress(received.Request);
                return Task.CompletedTask;
            });

    private static void AddPolicies(this IServiceCollection services)
    {
        var known = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(known)
            .SetFallbackPolicy(known)
            .AddPolicy(Policies.View, policy => policy.RequireRole(Words(Role.Viewer, Role.Operator, Role.Admin)))
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(Words(Role.Operator, Role.Admin)))
            .AddPolicy(Policies.Edit, policy => policy.RequireAuthenticatedUser().RequireClaim(Permissions.ClaimType, Permissions.Editor))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Words(Role.Admin)));
    }

    // What signs tokens, those of sessions and those in links that workflows send. One node keeps them beside its database, where only its own user can read; several share them.
    private static void AddProtectionKeys(this IServiceCollection services, Station station)
    {
        var protection = services.AddDataProtection().SetApplicationName("TapeFlows");
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
        {
            services.AddOptions<KeyManagementOptions>().Configure<AccessTables>((options, tables) => options.XmlRepository = new KeyShelf(tables));
            return;
        }

        protection.PersistKeysToFileSystem(OwnerOnly.Folder(station.Folder.KeysFolder));
    }

    private static string[] Words(params ReadOnlySpan<Role> roles)
    {
        var words = new string[roles.Length];
        for (var i = 0; i < roles.Length; i++)
            words[i] = Caller.Word(roles[i]);
        return words;
    }
}
