using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TapeFlows.Scheduling.Store.Model;

/// <summary>How a date is kept: milliseconds since 1970 UTC in 64 bits, in both databases alike, so that they compare and sort alike.</summary>
internal sealed class Moment() : ValueConverter<DateTimeOffset, long>(date => date.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
