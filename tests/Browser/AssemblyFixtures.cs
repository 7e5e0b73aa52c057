using TapeFlows.Browser.Tests.Running;

[assembly: AssemblyFixture(typeof(Desk))]

// One server and one browser on a machine of two cores: tests that wait for each other measure nothing but that.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
