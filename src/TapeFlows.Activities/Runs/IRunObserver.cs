using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Runs;

/// <summary>Whoever started a run and wants to see how it goes: a terminal, a log, later the console's live view.</summary>
public interface IRunObserver : IProgress<ProgressReport>
{
    /// <summary>A procedure has something to say to a person.</summary>
    void Notify(OperatorNotice notice);
}

/// <summary>Something a procedure says to a person.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">One line.</param>
/// <param name="Message">What happened, to what, what was kept, what to do. May be empty.</param>
public sealed record OperatorNotice(NoticeSeverity Severity, string Subject, string Message);
