namespace Elsa.Workflows;

/// <summary>What went into and came out of an execution.</summary>
public static class ActivityExecutionContextExtensions
{
    private const string NotSerializable = "(not serializable)";

    /// <summary>The values of the inputs, without those that may be secret.</summary>
    public static IDictionary<string, object> GetInputs(this ActivityExecutionContext context) => new Dictionary<string, object>(context.ActivityState);

    /// <summary>The values of the outputs, null where nothing was put out, and a note where the value lives only as long as the burst.</summary>
    public static IDictionary<string, object> GetOutputs(this ActivityExecutionContext context)
    {
        var register = context.WorkflowExecutionContext.GetActivityOutputRegister();
        return context.ActivityDescriptor.Outputs.ToDictionary(x => x.Name, x => x.IsSerializable == false ? NotSerializable : register.FindOutputByActivityInstanceId(context.Id, x.Name)!);
    }
}
