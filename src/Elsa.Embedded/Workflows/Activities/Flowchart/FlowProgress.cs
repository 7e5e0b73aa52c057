using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Contracts;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Options;

namespace Elsa.Workflows.Activities.Flowchart;

/// <summary>
/// Decides what comes after an activity of a flowchart. Every connection that leaves a completed activity is decided: followed, or dead.
/// An activity is due when all connections that lead to it ahead were decided and one was followed; if none was, it is passed over, and what
/// leaves it is dead too. A join has its own rule. A connection that leads back needs no waiting.
/// </summary>
internal sealed class FlowProgress
{
    private readonly ActivityExecutionContext _flowchart;
    private readonly ActivityCompletionCallback _onChildCompleted;
    private readonly FlowGraph _graph;
    private readonly FlowScope _scope;
    private readonly Queue<(Connection Connection, bool Followed)> _decisions = new();

    public FlowProgress(ActivityExecutionContext flowchart, ActivityCompletionCallback onChildCompleted)
    {
        _flowchart = flowchart;
        _onChildCompleted = onChildCompleted;
        _graph = flowchart.GetFlowGraph();
        _scope = flowchart.GetFlowScope();
    }

    public async ValueTask AdvanceAsync(IActivity activity, string executionId, Outcomes outcomes)
    {
        var outbound = _graph.GetOutboundConnections(activity);
        _scope.RegisterActivityVisit(activity);

        // While a loop goes on, the ways out of it are still open; once it is left, they are closed.
        var loop = _graph.LoopOf(activity);
        var loopGoesOn = loop is not null && outbound.Any(x => IsFollowed(x, outcomes) && _graph.StaysInLoop(x));
        if (loop is not null && !loopGoesOn)
            CloseWaysOut(loop.Value, activity);

        foreach (var connection in outbound)
            Decide(connection, IsFollowed(connection, outcomes), loopGoesOn ? loop : null);
        await SettleAsync(executionId, loopGoesOn ? loop : null);
    }

    public async ValueTask CompleteIfIdleAsync()
    {
        while (_flowchart.Status == ActivityStatus.Running && !_flowchart.HasPendingWork() && !_flowchart.HasFaultedChildren())
        {
            // Nothing moves any more: what is undecided now never will be decided.
            if (!DecideTheRest())
            {
                await _flowchart.CompleteActivityAsync();
                return;
            }

            await SettleAsync(_flowchart.Id, null);
        }
    }

    private static bool IsFollowed(Connection connection, Outcomes outcomes) => outcomes.Names.Contains(connection.SourcePort, StringComparer.Ordinal);

    private void Decide(Connection connection, bool followed, int? runningLoop)
    {
        var key = connection.ToString();
        _scope.Deferred.Remove(key);
        if (!followed && runningLoop is not null && _graph.LoopOf(connection.Source.Activity) == runningLoop && !_graph.StaysInLoop(connection))
            _scope.Deferred.Add(key);
        else
            _decisions.Enqueue((connection, followed));
    }

    // Those of the activity that leaves the loop are decided anew.
    private void CloseWaysOut(int loop, IActivity last)
    {
        foreach (var connection in DeferredConnections())
        {
            if (_graph.LoopOf(connection.Source.Activity) != loop || ReferenceEquals(connection.Source.Activity, last))
                continue;
            _scope.Deferred.Remove(connection.ToString());
            _decisions.Enqueue((connection, false));
        }
    }

    private List<Connection> DeferredConnections() => _scope.Deferred.Select(_graph.FindConnection).OfType<Connection>().ToList();

    private async ValueTask SettleAsync(string schedulingExecutionId, int? runningLoop)
    {
        while (_decisions.TryDequeue(out var decision))
        {
            var (connection, followed) = decision;
            var target = connection.Target.Activity;
            _scope.RegisterConnectionVisit(connection, followed);

            switch (await JudgeAsync(connection, followed))
            {
                case Verdict.Due:
                    await _flowchart.ScheduleActivityAsync(target, new ScheduleWorkOptions
                    {
                        CompletionCallback = _onChildCompleted,
                        SchedulingActivityExecutionId = schedulingExecutionId,
                        PreventDuplicateScheduling = true,
                    });
                    break;
                case Verdict.PassedOver:
                    _scope.RegisterActivityVisit(target);
                    foreach (var next in _graph.GetOutboundConnections(target))
                        Decide(next, false, runningLoop);
                    break;
            }
        }
    }

    private async ValueTask<Verdict> JudgeAsync(Connection connection, bool followed)
    {
        var target = connection.Target.Activity;
        if (_graph.IsBackwardConnection(connection, out _))
            return followed ? Verdict.Due : Verdict.Open;

        var forward = _graph.GetForwardInboundConnections(target);
        if (forward.Count <= 1)
            return followed ? Verdict.Due : Verdict.PassedOver;

        if (!_scope.Arrivals.TryGetValue(target.Id, out var arrivals))
            _scope.Arrivals[target.Id] = arrivals = new(StringComparer.Ordinal);
        var key = connection.ToString();
        arrivals[key] = followed || arrivals.GetValueOrDefault(key);

        var mode = await GetModeAsync(target);
        var all = arrivals.Count >= forward.Count;
        var any = arrivals.ContainsValue(true);
        var satisfied = _scope.Satisfied.Contains(target.Id);
        if (all)
        {
            _scope.Arrivals.Remove(target.Id);
            _scope.Satisfied.Remove(target.Id);
        }

        if (mode == FlowJoinMode.WaitAny)
            return WaitAny(target, followed, any, all, satisfied);
        if (!all)
            return Verdict.Open;
        var due = mode == FlowJoinMode.WaitAll ? !arrivals.ContainsValue(false) : any;
        return due ? Verdict.Due : Verdict.PassedOver;
    }

    private Verdict WaitAny(IActivity target, bool followed, bool any, bool all, bool satisfied)
    {
        if (satisfied)
            return Verdict.Open;
        if (!followed)
            return all && !any ? Verdict.PassedOver : Verdict.Open;
        if (!all)
            _scope.Satisfied.Add(target.Id);
        return Verdict.Due;
    }

    private bool DecideTheRest()
    {
        foreach (var connection in DeferredConnections())
            _decisions.Enqueue((connection, false));
        _scope.Deferred.Clear();
        if (_decisions.Count > 0)
            return true;

        // Loops with several entries can leave a join waiting for a branch that never comes.
        foreach (var activity in ((Activities.Flowchart)_flowchart.Activity).Activities)
        {
            if (!_scope.Arrivals.TryGetValue(activity.Id, out var arrivals) || _scope.Satisfied.Contains(activity.Id))
                continue;
            foreach (var missing in _graph.GetForwardInboundConnections(activity).Where(x => !arrivals.ContainsKey(x.ToString())))
                _decisions.Enqueue((missing, false));
        }

        return _decisions.Count > 0;
    }

    private async ValueTask<FlowJoinMode?> GetModeAsync(IActivity target)
    {
        if (target is not IJoinNode)
            return null;
        if (target is not FlowJoin { Mode.Expression: { } expression })
            return FlowJoinMode.WaitAny;
        var evaluator = _flowchart.GetRequiredService<IExpressionEvaluator>();
        var mode = await evaluator.EvaluateAsync(expression, typeof(FlowJoinMode), _flowchart.ExpressionExecutionContext);
        return mode.ConvertTo<FlowJoinMode>();
    }

    private enum Verdict
    {
        Open,
        Due,
        PassedOver,
    }
}
