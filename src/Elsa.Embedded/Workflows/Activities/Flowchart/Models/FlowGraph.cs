namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>The connections of a flowchart, seen from where it starts: what lies ahead, and what leads back.</summary>
public class FlowGraph
{
    private static readonly List<Connection> None = [];
    private readonly Dictionary<IActivity, List<Connection>> _inbound = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IActivity, List<Connection>> _outbound = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IActivity, List<Connection>> _forwardInbound = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Connection> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<Connection> _backward = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<IActivity> _reachable = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IActivity, int> _loops = new(ReferenceEqualityComparer.Instance);

    /// <summary>Creates the graph as it is seen from one activity.</summary>
    public FlowGraph(ICollection<Connection> connections, IActivity? rootActivity)
    {
        // Two connections between the same ports are one.
        connections = connections.DistinctBy(x => x.ToString(), StringComparer.Ordinal).ToList();
        foreach (var connection in connections)
        {
            _byName[connection.ToString()] = connection;
            Add(_outbound, connection.Source.Activity, connection);
            Add(_inbound, connection.Target.Activity, connection);
        }

        if (rootActivity is not null)
        {
            Walk(rootActivity);
            FindLoops(rootActivity);
        }

        // What is never reached is never waited for.
        foreach (var connection in connections.Where(x => _reachable.Contains(x.Source.Activity) && !_backward.Contains(x)))
            Add(_forwardInbound, connection.Target.Activity, connection);
    }

    /// <summary>The connections that end at an activity.</summary>
    public List<Connection> GetInboundConnections(IActivity activity) => _inbound.GetValueOrDefault(activity, None);

    /// <summary>The connections that start at an activity.</summary>
    public List<Connection> GetOutboundConnections(IActivity activity) => _outbound.GetValueOrDefault(activity, None);

    /// <summary>The connections that end at an activity, can be reached, and do not lead back.</summary>
    public List<Connection> GetForwardInboundConnections(IActivity activity) => _forwardInbound.GetValueOrDefault(activity, None);

    /// <summary>Whether the connection leads back; valid unless it cannot be reached.</summary>
    public bool IsBackwardConnection(Connection connection, out bool isValid)
    {
        isValid = _reachable.Contains(connection.Source.Activity);
        return _backward.Contains(connection);
    }

    /// <summary>Whether the activity cannot be reached from where the flowchart starts.</summary>
    public bool IsDanglingActivity(IActivity activity) => !_reachable.Contains(activity);

    /// <summary>All activities from which this one can be reached without going back.</summary>
    public List<IActivity> GetAncestorActivities(IActivity activity)
    {
        var found = new HashSet<IActivity>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<IActivity>([activity]);
        while (pending.TryPop(out var current))
        {
            foreach (var source in GetForwardInboundConnections(current).Select(x => x.Source.Activity))
            {
                if (found.Add(source))
                    pending.Push(source);
            }
        }

        return found.ToList();
    }

    internal Connection? FindConnection(string name) => _byName.GetValueOrDefault(name);

    // Two activities are in the same loop if each can be reached from the other.
    internal bool StaysInLoop(Connection connection) =>
        _loops.TryGetValue(connection.Source.Activity, out var source) && _loops.TryGetValue(connection.Target.Activity, out var target) && source == target;

    internal int? LoopOf(IActivity activity) => _loops.TryGetValue(activity, out var loop) ? loop : null;

    private static void Add(Dictionary<IActivity, List<Connection>> table, IActivity activity, Connection connection)
    {
        if (!table.TryGetValue(activity, out var list))
            table[activity] = list = [];
        list.Add(connection);
    }

    // A connection to an activity on the current path leads back. Iterative: a flowchart may be thousands of activities long.
    private void Walk(IActivity root)
    {
        var onPath = new HashSet<IActivity>(ReferenceEqualityComparer.Instance) { root };
        var path = new Stack<(IActivity Activity, int Next)>();
        _reachable.Add(root);
        path.Push((root, 0));
        while (path.TryPop(out var step))
        {
            var outbound = GetOutboundConnections(step.Activity);
            if (step.Next >= outbound.Count)
            {
                onPath.Remove(step.Activity);
                continue;
            }

            path.Push((step.Activity, step.Next + 1));
            var connection = outbound[step.Next];
            var target = connection.Target.Activity;
            if (onPath.Contains(target))
                _backward.Add(connection);
            else if (_reachable.Add(target))
            {
                onPath.Add(target);
                path.Push((target, 0));
            }
        }
    }

    // Tarjan's algorithm, iterative. Only components that hold a cycle are loops.
    private void FindLoops(IActivity root)
    {
        var index = new Dictionary<IActivity, int>(ReferenceEqualityComparer.Instance);
        var low = new Dictionary<IActivity, int>(ReferenceEqualityComparer.Instance);
        var component = new Stack<IActivity>();
        var open = new HashSet<IActivity>(ReferenceEqualityComparer.Instance);
        var path = new Stack<(IActivity Activity, int Next)>();

        Enter(root);
        while (path.TryPop(out var step))
        {
            var (activity, next) = step;
            var outbound = GetOutboundConnections(activity);
            if (next > 0 && open.Contains(outbound[next - 1].Target.Activity))
                low[activity] = Math.Min(low[activity], low[outbound[next - 1].Target.Activity]);

            if (next < outbound.Count)
            {
                path.Push((activity, next + 1));
                var target = outbound[next].Target.Activity;
                if (!index.ContainsKey(target))
                    Enter(target);
                continue;
            }

            if (low[activity] == index[activity])
                Close(activity);
        }

        void Enter(IActivity activity)
        {
            index[activity] = low[activity] = index.Count;
            component.Push(activity);
            open.Add(activity);
            path.Push((activity, 0));
        }

        void Close(IActivity head)
        {
            var members = new List<IActivity>();
            IActivity member;
            do
            {
                member = component.Pop();
                open.Remove(member);
                members.Add(member);
            }
            while (!ReferenceEquals(member, head));

            if (members.Count > 1 || GetOutboundConnections(head).Any(x => ReferenceEquals(x.Target.Activity, head)))
                members.ForEach(x => _loops[x] = index[head]);
        }
    }
}
