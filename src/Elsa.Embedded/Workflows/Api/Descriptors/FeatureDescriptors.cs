using Elsa.Features.Contracts;
using Elsa.Features.Models;
using Elsa.Workflows.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Descriptors;

/// <summary>What is switched on: by this Studio knows whether there are live updates and resilience.</summary>
internal sealed class FeatureDescriptors(IInstalledFeatureRegistry features)
{
    // The version of Elsa whose API this is.
    private const string Version = "3.8.2";

    public static void Map(ApiRoutes routes)
    {
        routes.Get<FeatureDescriptors>("features/installed", (x, request) => x.ListAsync(request), "read:*", "read:installed-features");
        routes.Get<FeatureDescriptors>("features/installed/{fullName}", (x, request) => x.GetAsync(request), "read:*", "read:installed-features");
        routes.Anonymous<FeatureDescriptors>(HttpMethods.Get, "package/version", (_, request) => Task.FromResult(request.Answer(new { PackageVersion = Version })));
    }

    private Task<IResult> ListAsync(ApiRequest request) => Task.FromResult(request.Answer(new ListAnswer<FeatureDescriptor>(features.List().ToList())));

    private Task<IResult> GetAsync(ApiRequest request) => Task.FromResult(features.Find(request.Route("fullName")) is { } found ? request.Answer(found) : Answers.NotFound);
}
