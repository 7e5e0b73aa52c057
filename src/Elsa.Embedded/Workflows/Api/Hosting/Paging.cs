using Elsa.Common.Models;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>Pages are numbered from 0. Whoever names none wants everything.</summary>
internal static class Paging
{
    public static PageArgs Of(int? page, int? pageSize, int? skip = null, int? take = null)
    {
        if (pageSize is null)
            return PageArgs.FromRange(skip, take);
        var offset = (long)Math.Max(page ?? 0, 0) * Math.Max(pageSize.Value, 0);
        return PageArgs.FromRange((int)Math.Min(offset, int.MaxValue), Math.Max(pageSize.Value, 0));
    }
}
