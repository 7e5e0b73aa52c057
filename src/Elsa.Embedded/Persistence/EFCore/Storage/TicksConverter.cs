using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>Stores an instant as ticks of 100 ns since the year 1, UTC.</summary>
internal sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
