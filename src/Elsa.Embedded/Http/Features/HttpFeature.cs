using Elsa.Expressions.Options;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Http.ContentWriters;
using Elsa.Http.DownloadableContentHandlers;
using Elsa.Http.Handlers;
using Elsa.Http.IngressSources;
using Elsa.Http.Middleware;
using Elsa.Http.Options;
using Elsa.Http.Parsers;
using Elsa.Http.Routing;
using Elsa.Http.Selectors;
using Elsa.Http.Services;
using Elsa.Resilience.Features;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Http.Features;

/// <summary>Sends requests, and lets requests start and resume workflows.</summary>
[DependsOn(typeof(WorkflowRuntimeFeature))]
[DependsOn(typeof(ResilienceFeature))]
public class HttpFeature : FeatureBase
{
    private Func<IServiceProvider, IHttpEndpointBasePathProvider> _basePath = ActivatorUtilities.GetServiceOrCreateInstance<DefaultHttpEndpointBasePathProvider>;

    /// <summary>Creates the feature.</summary>
    public HttpFeature(IModule module) : base(module)
    {
    }

    /// <summary>Says where workflows are reached.</summary>
    public Action<HttpActivityOptions>? ConfigureHttpOptions { get; set; }

    /// <summary>Says where archives are kept that are fetched in pieces.</summary>
    public Action<HttpFileCacheOptions>? ConfigureHttpFileCacheOptions { get; set; }

    /// <summary>Decides who may use an endpoint that asks for authorisation; default: who is authenticated and meets the policy.</summary>
    public Func<IServiceProvider, IHttpEndpointAuthorizationHandler> HttpEndpointAuthorizationHandler { get; set; } =
        ActivatorUtilities.GetServiceOrCreateInstance<AuthenticationBasedHttpEndpointAuthorizationHandler>;

    /// <summary>Answers where a workflow faulted before it did; default: 500, and the instance.</summary>
    public Func<IServiceProvider, IHttpEndpointFaultHandler> HttpEndpointWorkflowFaultHandler { get; set; } = ActivatorUtilities.GetServiceOrCreateInstance<DefaultHttpEndpointFaultHandler>;

    /// <summary>Tells the types of files by their names.</summary>
    public Func<IServiceProvider, IContentTypeProvider> ContentTypeProvider { get; set; } = _ => new FileExtensionContentTypeProvider();

    /// <summary>Configures the client that sends the requests of activities: its time limit, and how long an answer it reads.</summary>
    public Action<IServiceProvider, HttpClient> HttpClient { get; set; } = (_, _) => { };

    /// <summary>Configures how that client is made: its handlers and certificates.</summary>
    public Action<IHttpClientBuilder> HttpClientBuilder { get; set; } = _ => { };

    /// <summary>What looks for correlation ids in requests.</summary>
    public ICollection<Type> HttpCorrelationIdSelectorTypes { get; } = new List<Type> { typeof(HeaderHttpCorrelationIdSelector), typeof(QueryStringHttpCorrelationIdSelector) };

    /// <summary>What looks for instances in requests.</summary>
    public ICollection<Type> HttpWorkflowInstanceIdSelectorTypes { get; } = new List<Type> { typeof(HeaderHttpWorkflowInstanceIdSelector), typeof(QueryStringHttpWorkflowInstanceIdSelector) };

    /// <summary>Sets what says below which path the endpoints are.</summary>
    public HttpFeature WithHttpEndpointBasePathProvider<T>() where T : class, IHttpEndpointBasePathProvider => WithHttpEndpointBasePathProvider(ActivatorUtilities.GetServiceOrCreateInstance<T>);

    /// <summary>Sets what says below which path the endpoints are.</summary>
    public HttpFeature WithHttpEndpointBasePathProvider(Func<IServiceProvider, IHttpEndpointBasePathProvider> httpEndpointBasePathProvider)
    {
        _basePath = httpEndpointBasePathProvider;
        return this;
    }

    /// <inheritdoc />
    public override void Configure() => Module.Configure<WorkflowManagementFeature>(x => x
        .AddActivities([typeof(HttpEndpoint), typeof(WriteHttpResponse), typeof(WriteFileHttpResponse), typeof(SendHttpRequest), typeof(FlowSendHttpRequest), typeof(DownloadHttpFile)])
        .AddVariableTypes(VariableTypes.Select(type => new VariableDescriptor(type, "HTTP", Description: null))));

    private static Type[] VariableTypes => [typeof(HttpRouteData), typeof(HttpRequest), typeof(HttpResponse), typeof(HttpResponseMessage), typeof(HttpHeaders), typeof(IFormFile), typeof(HttpFile), typeof(Downloadable)];

    /// <inheritdoc />
    public override void Apply()
    {
        Services.Configure(ConfigureHttpOptions ?? (_ => { }));
        Services.Configure(ConfigureHttpFileCacheOptions ?? (_ => { }));
        Services.Configure<ExpressionOptions>(AddTypes);
        AddClient();
        AddBodies();
        AddEndpoints();
    }

    private static void AddTypes(ExpressionOptions options)
    {
        foreach (var type in new[] { typeof(HttpRouteData), typeof(HttpRequest), typeof(HttpResponse), typeof(HttpResponseMessage), typeof(HttpHeaders), typeof(HttpFile), typeof(Downloadable), typeof(System.Net.HttpStatusCode) })
        {
            options.RegisterTypeAlias(type, $"{type.FullName}, {type.Assembly.GetName().Name}");
            options.RegisterTypeAlias(type, type.Name);
        }

        options.RegisterTypeAlias(typeof(IFormFile), nameof(IFormFile));
        options.RegisterTypeAlias(typeof(IFormFile), "FormFile");
    }

    private void AddClient()
    {
        HttpClientBuilder(Services.AddHttpClient(SendHttpRequestBase.ClientName, (services, client) =>
        {
            client.MaxResponseContentBufferSize = SendHttpRequestBase.LongestAnswer;
            HttpClient(services, client);
        }));
        Services.AddHttpClient<IFileDownloader, HttpClientFileDownloader>();
    }

    private void AddBodies()
    {
        Services.AddSingleton<IHttpContentFactory, TextContentFactory>();
        Services.AddSingleton<IHttpContentFactory, JsonContentFactory>();
        Services.AddSingleton<IHttpContentFactory, XmlContentFactory>();
        Services.AddSingleton<IHttpContentFactory, FormUrlEncodedHttpContentFactory>();
        Services.AddSingleton<IHttpContentParser, JsonHttpContentParser>();
        Services.AddSingleton<IHttpContentParser, XmlHttpContentParser>();
        Services.AddSingleton<IHttpContentParser, PlainTextHttpContentParser>();
        Services.AddSingleton<IHttpContentParser, TextHtmlHttpContentParser>();
        Services.AddSingleton<IHttpContentParser, FileHttpContentParser>();
        Services.TryAddSingleton(ContentTypeProvider);
        foreach (var type in Handlers)
            Services.AddScoped(typeof(IDownloadableContentHandler), type);
        Services.AddScoped<IDownloadableManager, DefaultDownloadableManager>();
        Services.AddSingleton<ZipArchives>();
    }

    private static Type[] Handlers =>
    [
        typeof(MultiDownloadableContentHandler),
        typeof(BinaryDownloadableContentHandler),
        typeof(StreamDownloadableContentHandler),
        typeof(FormFileDownloadableContentHandler),
        typeof(DownloadableDownloadableContentHandler),
        typeof(HttpFileDownloadableContentHandler),
        typeof(UrlDownloadableContentHandler),
        typeof(StringDownloadableContentHandler),
    ];

    private void AddEndpoints()
    {
        Services.AddHttpContextAccessor();
        Services.AddRouting();
        Services.AddAuthorization();
        foreach (var type in HttpCorrelationIdSelectorTypes)
            Services.AddScoped(typeof(IHttpCorrelationIdSelector), type);
        foreach (var type in HttpWorkflowInstanceIdSelectorTypes)
            Services.AddScoped(typeof(IHttpWorkflowInstanceIdSelector), type);
        Services.AddSingleton(_basePath);
        Services.AddSingleton<IAbsoluteUrlProvider, DefaultAbsoluteUrlProvider>();
        Services.AddScoped(HttpEndpointAuthorizationHandler);
        Services.AddScoped(HttpEndpointWorkflowFaultHandler);
        Services.AddSingleton<RouteTable>();
        Services.AddSingleton<IRouteTable>(sp => sp.GetRequiredService<RouteTable>());
        Services.AddSingleton<RouteTemplates>();
        Services.AddSingleton<RouteTableUpdater>();
        Services.AddSingleton<IRouteTableUpdater>(sp => sp.GetRequiredService<RouteTableUpdater>());
        Services.AddScoped<IHttpWorkflowLookupService, HttpWorkflowLookupService>();
        Services.AddScoped<EndpointLookup>();
        Services.AddScoped<EndpointHandler>();
        Services.AddScoped<EndpointRun>();
        Services.AddSingleton<IIngressSource, HttpTriggerIngressSource>();
        Services.AddNotificationHandler<UpdateRouteTable>();
        Services.AddNotificationHandler<ValidateHttpEndpoints>();
    }
}
