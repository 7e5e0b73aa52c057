using System.ComponentModel;
using System.Reflection;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Services;

/// <summary>Reads the descriptor of an activity class from its attributes and properties.</summary>
internal sealed class ActivityDescriber(IPropertyDefaultValueResolver defaultValues, IPropertyUIHandlerResolver uiHandlers) : IActivityDescriber
{
    public IEnumerable<PropertyInfo> GetInputProperties(Type activityType) => ActivityShape.Of(activityType).Inputs.Select(x => x.Property);

    public IEnumerable<PropertyInfo> GetOutputProperties(Type activityType) => ActivityShape.Of(activityType).Outputs.Select(x => x.Property);

    public async Task<ActivityDescriptor> DescribeActivityAsync(Type activityType, CancellationToken cancellationToken = default)
    {
        var attribute = activityType.GetCustomAttribute<ActivityAttribute>(inherit: false);
        var shape = ActivityShape.Of(activityType);
        var (typeName, version) = ActivityTypeNames.Of(activityType);
        var name = attribute?.Type ?? ActivityTypeNames.ShortName(activityType);
        var inputs = new List<InputDescriptor>();
        foreach (var member in shape.Inputs)
            inputs.Add(await DescribeInputAsync(member, cancellationToken));

        return new ActivityDescriptor
        {
            TypeName = typeName,
            ClrType = activityType,
            Namespace = attribute?.Namespace ?? activityType.Namespace ?? "",
            Name = name,
            Version = version,
            Category = activityType.GetCustomAttribute<CategoryAttribute>(inherit: false)?.Category ?? attribute?.Category ?? activityType.Namespace?.Split('.')[^1] ?? "",
            DisplayName = activityType.GetCustomAttribute<DisplayNameAttribute>(inherit: false)?.DisplayName ?? attribute?.DisplayName ?? Names.Human(name),
            Description = activityType.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description ?? attribute?.Description,
            Inputs = inputs,
            Outputs = shape.Outputs.Select(x => DescribeOutput(activityType, x)).ToList(),
            Ports = DescribePorts(activityType, shape).ToList(),
            Attributes = activityType.GetCustomAttributes().ToList(),
            Kind = typeof(ITrigger).IsAssignableFrom(activityType) ? ActivityKind.Trigger : attribute?.Kind ?? ActivityKind.Action,
            RunAsynchronously = attribute?.RunAsynchronously ?? false,
            CustomProperties = { ["Type"] = activityType },
            IsContainer = typeof(Activities.Container).IsAssignableFrom(activityType),
            IsBrowsable = activityType.GetCustomAttribute<BrowsableAttribute>(inherit: false)?.Browsable ?? true,
            IsStart = typeof(IStartNode).IsAssignableFrom(activityType),
            IsTerminal = typeof(ITerminalNode).IsAssignableFrom(activityType),
        };
    }

    private static IEnumerable<Port> DescribePorts(Type activityType, ActivityShape shape)
    {
        foreach (var member in shape.Children.Where(x => x.PortAttribute is not null && x.HoldsActivity))
        {
            var name = member.PortAttribute!.Name ?? member.Name;
            yield return new Port
            {
                Name = name,
                DisplayName = member.PortAttribute.DisplayName ?? name,
                Type = PortType.Embedded,
                IsBrowsable = member.Property.GetCustomAttribute<BrowsableAttribute>()?.Browsable ?? true,
            };
        }

        foreach (var outcome in activityType.GetCustomAttribute<FlowNodeAttribute>()?.Outcomes ?? [])
            yield return new Port { Name = outcome, DisplayName = outcome, Type = PortType.Flow };
    }

    private static OutputDescriptor DescribeOutput(Type activityType, ActivityMember member)
    {
        // The result is a property of a base class: what is said about it stands at the class.
        var isInherited = member.Name == nameof(IActivityWithResult.Result) && member.Property.DeclaringType != activityType;
        var attribute = isInherited ? activityType.GetCustomAttribute<OutputAttribute>(inherit: true) : member.OutputAttribute;
        var name = attribute?.Name ?? member.Name;
        return new OutputDescriptor
        {
            Name = name,
            DisplayName = attribute?.DisplayName ?? Names.Human(name),
            Description = attribute?.Description ?? member.Property.GetCustomAttribute<DescriptionAttribute>()?.Description,
            Type = member.ValueType,
            IsBrowsable = attribute?.IsBrowsable ?? true,
            IsSerializable = attribute?.IsSerializable,
            ValueGetter = member.Get,
            ValueSetter = member.Set,
            PropertyInfo = member.Property,
        };
    }

    private async Task<InputDescriptor> DescribeInputAsync(ActivityMember member, CancellationToken cancellationToken)
    {
        var attribute = member.InputAttribute;
        return new InputDescriptor
        {
            Name = attribute?.Name ?? member.Name,
            DisplayName = attribute?.DisplayName ?? Names.Human(member.Name),
            Description = attribute?.Description ?? member.Property.GetCustomAttribute<DescriptionAttribute>()?.Description,
            Type = member.ValueType,
            Category = attribute?.Category,
            Order = attribute?.Order ?? 0,
            IsWrapped = member.IsWrappedInput,
            UIHint = attribute?.UIHint ?? DefaultHints.For(member.ValueType),
            DefaultValue = defaultValues.GetDefaultValue(member.Property),
            DefaultSyntax = attribute?.DefaultSyntax,
            IsReadOnly = attribute?.IsReadOnly ?? false,
            IsSensitive = attribute?.CanContainSecrets ?? false,
            IsBrowsable = attribute?.IsBrowsable ?? true,
            IsSerializable = attribute?.IsSerializable ?? true,
            AutoEvaluate = attribute?.AutoEvaluate ?? true,
            EvaluatorType = attribute?.EvaluatorType,
            ValueGetter = member.Get,
            ValueSetter = member.Set,
            PropertyInfo = member.Property,
            UISpecifications = await uiHandlers.GetUIPropertiesAsync(member.Property, null, cancellationToken),
        };
    }
}
