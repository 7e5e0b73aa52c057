using Elsa.Expressions.Contracts;
using Elsa.Expressions.JavaScript.Activities;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.JavaScript.Expressions;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.JavaScript.TypeDefinitions;
using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Elsa.Expressions.JavaScript.Features;

/// <summary>Expressions and activities in JavaScript.</summary>
[DependsOn(typeof(WorkflowsFeature))]
[DependsOn(typeof(WorkflowManagementFeature))]
public class JavaScriptFeature : FeatureBase
{
    private Action<JintOptions> _options = _ => { };

    /// <summary>Creates the feature.</summary>
    public JavaScriptFeature(IModule module) : base(module)
    {
    }

    /// <summary>Says what scripts may do.</summary>
    public JavaScriptFeature ConfigureJintOptions(Action<JintOptions> configure)
    {
        _options += configure;
        return this;
    }

    /// <inheritdoc />
    public override void Configure() => Module.Configure<WorkflowManagementFeature>(x => x.AddActivity<RunJavaScript>());

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddOptions<JintOptions>()
            .Configure(_options)
            .Validate(x => !x.AllowClrAccess, "AllowClrAccess cannot be true: the JavaScript engine of Elsa.Embedded does not let scripts use .NET classes.");
        Services.TryAddSingleton<IJavaScriptEvaluator, ScriptEvaluator>();
        Services.AddSingleton<IExpressionDescriptorProvider, JavaScriptExpressionDescriptors>();
        Services.AddJavaScriptTypeDefinitions();
    }
}
