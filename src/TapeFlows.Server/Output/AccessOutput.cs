using Spectre.Console;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Output;

/// <summary>Users and keys on the terminal; as JSON in the shapes of the API.</summary>
internal static class AccessOutput
{
    public static void Users(Screen screen, IReadOnlyList<User> users)
    {
        var table = new Table().AddColumns("Name", "Role", "Editor", "Enabled", "Made", "Last sign-in", "Id");
        foreach (var user in users)
            table.AddRow(Cells.Of(user.Username, Caller.Word(user.Role), Word(user.Editor), Word(user.Enabled), Amount.OfMoment(user.CreatedAt), Amount.OfMoment(user.SignedInAt), user.Id.ToString()));
        screen.Show(table);
    }

    public static void Keys(Screen screen, IReadOnlyList<ApiKey> keys)
    {
        var table = new Table().AddColumns("Name", "Begins", "Role", "Editor", "Made", "By", "Good until", "Last used", "Id");
        foreach (var key in keys)
        {
            table.AddRow(Cells.Of(
                key.Name, key.Hint, Caller.Word(key.Role), Word(key.Editor), Amount.OfMoment(key.CreatedAt), key.CreatedBy, Amount.OfMoment(key.ExpiresAt), Amount.OfMoment(key.UsedAt), key.Id.ToString()));
        }

        screen.Show(table);
    }

    private static string Word(bool value) => value ? "yes" : "no";
}
