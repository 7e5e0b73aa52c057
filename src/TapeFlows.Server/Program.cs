using TapeFlows.Server.CommandLine;

return await TapeFlowsCommand.RunAsync(args);
