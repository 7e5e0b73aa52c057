namespace TapeFlows.Server;

/// <summary>What was asked for makes no sense: exit code 64. The message says what is wrong and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
