using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace TapeFlows.Server.Access.Store;

/// <summary>Keeps the keys of the framework's data protection in the database, so that each node of a cluster takes the tokens of all others.</summary>
/// <remarks>The framework asks for them by calls that block, when it starts and once a day.</remarks>
internal sealed class KeyShelf(AccessTables tables) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = tables.CreateContext();
        return [.. context.ProtectionKeys.Select(row => row.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = tables.CreateContext();
        context.Add(new ProtectionKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
