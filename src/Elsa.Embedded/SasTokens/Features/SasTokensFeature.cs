using Elsa.Features.Abstractions;
using Elsa.Features.Services;
using Elsa.SasTokens.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.SasTokens.Features;

/// <summary>Makes tokens that resume a bookmark or trigger an event without any other permission.</summary>
public class SasTokensFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public SasTokensFeature(IModule module) : base(module)
    {
    }

    /// <summary>Says where the host keeps its keys: tokens are worth nothing without those that they were made with.</summary>
    public Action<IDataProtectionBuilder> ConfigureDataProtectionBuilder { get; set; } = _ => { };

    /// <summary>What makes tokens.</summary>
    public Func<IServiceProvider, ITokenService> TokenService { get; set; } = services => ActivatorUtilities.CreateInstance<DataProtectorTokenService>(services);

    /// <inheritdoc />
    public override void Apply()
    {
        ConfigureDataProtectionBuilder(Services.AddDataProtection());
        Services.AddScoped(TokenService);
    }
}
