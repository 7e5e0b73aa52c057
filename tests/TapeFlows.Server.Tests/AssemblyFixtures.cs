using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
