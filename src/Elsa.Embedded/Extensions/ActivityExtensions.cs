using System.Reflection;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>What can be asked of an activity.</summary>
public static class ActivityExtensions
{
    /// <summary>A method of the activity that is called on resume.</summary>
    public static ExecuteActivityDelegate GetResumeActivityDelegate(this IActivity activity, string resumeMethodName) =>
        activity.GetDelegate<ExecuteActivityDelegate>(resumeMethodName);

    /// <summary>A method of the activity that is called when a child completes.</summary>
    public static ActivityCompletionCallback GetActivityCompletionCallback(this IActivity activity, string completionMethodName) =>
        activity.GetDelegate<ActivityCompletionCallback>(completionMethodName);

    /// <summary>A method of the activity by its name; throws if there is none.</summary>
    public static TDelegate GetDelegate<TDelegate>(this IActivity activity, string methodName) where TDelegate : Delegate
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = activity.GetType(); type is not null; type = type.BaseType)
        {
            // Overloads are told apart by what fits.
            foreach (var method in type.GetMember(methodName, MemberTypes.Method, any).Cast<MethodInfo>())
            {
                if (Delegate.CreateDelegate(typeof(TDelegate), method.IsStatic ? null : activity, method, throwOnBindFailure: false) is TDelegate found)
                    return found;
            }
        }

        throw new InvalidOperationException($"The activity '{activity.Id}' ({activity.Type}) has no method '{methodName}'.");
    }

    /// <summary>What the activity put out last under a name.</summary>
    public static object? GetOutput(this IActivity activity, ActivityExecutionContext context, string? outputName = null) =>
        context.WorkflowExecutionContext.GetActivityOutputRegister().FindOutputByActivityId(activity.Id, outputName);

    /// <summary>The last value that any activity put out.</summary>
    public static object? GetLastResult(this ActivityExecutionContext context) => context.WorkflowExecutionContext.GetLastActivityResult();
}
