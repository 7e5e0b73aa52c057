using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Text;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>An entry as a mail.</summary>
internal static class MailText
{
    public static MimeMessage Write(MailOptions mail, InboxEntry entry, NoticeDelivery delivery, DateTimeOffset now)
    {
        var from = MailboxAddress.Parse(mail.From);
        var message = new MimeMessage { Subject = SubjectOf(entry, delivery), Date = now, MessageId = $"{delivery.Id:N}@{from.Domain}" };
        message.From.Add(from);
        foreach (var address in delivery.Target.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            message.To.Add(MailboxAddress.Parse(address));
        // RFC 3834: no vacation notices to a machine.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-TapeFlows-Entry", entry.Id.ToString());
        var (files, leftOut) = Choose(entry.Attachments, mail.MaxAttachmentBytes);
        var text = new TextPart(TextFormat.Plain) { Text = BodyOf(entry, leftOut) };
        if (files.Count == 0)
        {
            message.Body = text;
            return message;
        }

        var parts = new Multipart("mixed") { text };
        foreach (var file in files)
            parts.Add(PartOf(file));
        message.Body = parts;
        return message;
    }

    private static string SubjectOf(InboxEntry entry, NoticeDelivery delivery) => delivery.Round == 0
        ? $"[TapeFlows] {entry.Subject}"
        : string.Create(CultureInfo.InvariantCulture, $"[TapeFlows] Still waiting ({delivery.Round}): {entry.Subject}");

    private static string BodyOf(InboxEntry entry, IReadOnlyList<string> leftOut)
    {
        var text = new StringBuilder();
        if (entry.Text.Length > 0)
            text.AppendLine(entry.Text).AppendLine();
        Line("Severity", entry.Severity.ToString());
        Line("Pool", entry.Pool);
        Line("Volume", entry.Barcode);
        Line("Raised", entry.RaisedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        if (entry.Times > 1)
            Line("Said", string.Create(CultureInfo.InvariantCulture, $"{entry.Times} times"));
        Line("Run", entry.Run);
        Line("Operation", entry.OperationId?.ToString());
        Line("Entry", entry.Id.ToString());
        foreach (var path in leftOut)
            Line("Not attached", path);
        return text.ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}").AppendLine();
        }
    }

    private static (List<string> Files, List<string> LeftOut) Choose(IReadOnlyList<string> paths, long limit)
    {
        var (files, leftOut) = (new List<string>(), new List<string>());
        var room = limit;
        foreach (var path in paths)
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length <= room)
            {
                room -= file.Length;
                files.Add(path);
            }
            else
            {
                leftOut.Add(path);
            }
        }

        return (files, leftOut);
    }

    private static MimePart PartOf(string path) => new(MimeTypes.GetMimeType(path))
    {
        Content = new MimeContent(new MemoryStream(File.ReadAllBytes(path))),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = Path.GetFileName(path),
    };
}
