using System.Text.RegularExpressions;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>What is not as recorded, each with the reason.</summary>
internal static class Differs
{
    private static readonly Regex[] Purposes =
    [
        // What this engine needs to go on in another process, beside what Elsa shows.
        Pattern(@"workflowState\.(runningInput|triggerActivityId|triggerIsDone|outputs)\b"),
        Pattern(@"FlowScope\.(arrivals|satisfied|deferred)\b"),

        // The recorded server forgets at every wait who scheduled an execution.
        Pattern(@"\.scheduling(ActivityId|ActivityExecutionId|WorkflowInstanceId): .*recorded: null$"),

        // How Elsa computes the hash of a stimulus is not part of its contract.
        Pattern(@"bookmarks\[[0-9]+\]\.hash: "),

        // After a wait the recorded server puts the variables from before it into the record of the workflow. Variables that have no value need no place for them.
        Pattern(@"activity-executions\.items\[0\]\.properties\.Variables: null, |^run-task-.*\.properties\.Variables: null, recorded: \{\}$"),

        // The recorded server writes into the inputs that a workflow gave to another, and notes of some activities that nothing was tried again.
        Pattern(@"\.activityState\.Input\.ParentInstanceId: null|\.metadata\.HasRetryAttempts: null, recorded: false$|\.ScheduledActivityIds: null, recorded: \[\]$"),

        // A record shows the inputs of the activity, not those of the activities in its ports.
        Pattern(@"\.activityState\.Cases\[[0-9]+\]\.activity\.text: null, "),

        // The event came without a payload; the recorded one with an empty object.
        Pattern(@"^(types|event-token)-final .*\.outputs\.Result: null, recorded: \{\}$"),

        // The link is of the API.
        Pattern(@"^event-token-.*: (""link""|""return 'link';""|\{""vU"":""link""\}), "),

        // After a wait the recorded server knows of earlier outputs no more.
        Pattern(@"^run-task-final.*\.outputs\.TaskId: ""#"", recorded: null$"),

        // Other addresses, other clients, other days.
        Pattern(@"\.(vHeaders|Headers|ResponseHeaders|RetryAttempts\[[0-9]\]\.details)\.|variables\.items\[3\]\.value\.(Host|Accept|Connection|User-Agent|Accept-Encoding|Content-Type|Content-Length): "),
        Pattern(@"\.activityState\.Url: ""http://127\.0\.0\.1"),

        // Another engine for JavaScript. Its message names activity, input and line; the exception beneath says the same as the recorded one.
        Pattern(@"^fault.*(exception\.type|innerException(\.innerException)*(\.type|\.message)?|payload\.(exception|source|data\.line)): "),

        // The recorded server runs the join and what follows twice: a defect. RecordedRunsTests has the run as it is here.
        Pattern(@"^forkjoin-waitany-final "),

        // An unknown activity is not published here. What only the API shows, see Api/RecordedApiTests; and where in the server's source a root was made.
        Pattern(@"\.customProperties\.(notFoundConnections|canStartWorkflow|runAsynchronously|source): "),
        Pattern(@"^save-unknown-activity\.(root\.|isPublished)"),

        // A recorded defect: a type that a tool knows is not named by its alias.
        Pattern(@"recorded: ""UnregisteredClrType:"),

        // The default of an input is an object here, and its text there.
        Pattern(@"\.requestHeaders\.expression\.value: \{\}, recorded: ""\{\}""$"),

        // The test data gave it an identity by hand.
        Pattern(@"^save/uses-outcomes\..*VersionId: ""complete-outcomes-1"", "),

        // Activities without an id are named by their types, by which people tell them apart.
        Pattern(@"^save-publish-empty-root\.root\.(id|nodeId): ""(Workflow1:)?Flowchart1"""),
    ];

    public static bool OnPurpose(string difference) => Purposes.Any(x => x.IsMatch(difference));

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
