using Elsa.Expressions.Contracts;
using Elsa.Expressions.CSharp.Activities;
using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.CSharp.Expressions;
using Elsa.Expressions.CSharp.Options;
using Elsa.Expressions.CSharp.Services;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.CSharp.Features;

/// <summary>Expressions and activities in C#. A host that adds it lets everyone who may edit a definition run code on the server.</summary>
[DependsOn(typeof(WorkflowsFeature))]
[DependsOn(typeof(WorkflowManagementFeature))]
public class CSharpFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public CSharpFeature(IModule module) : base(module)
    {
    }

    /// <summary>Says what scripts may do and see.</summary>
    public Action<CSharpOptions> CSharpOptions { get; set; } = _ => { };

    /// <inheritdoc />
    public override void Configure() => Module.Configure<WorkflowManagementFeature>(x => x.AddActivity<RunCSharp>());

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddMemoryCache();
        Services.AddOptions<CSharpOptions>().Configure(CSharpOptions);
        Services.AddScoped<ICSharpEvaluator, CSharpEvaluator>();
        Services.AddSingleton<IExpressionDescriptorProvider, CSharpExpressionDescriptors>();
    }
}
