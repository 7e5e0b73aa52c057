using TapeFlows.Server.CommandLine;

using var stop = new StopSignal();
return await TapeFlowsCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);
