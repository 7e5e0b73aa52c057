import { Chip, Link as TextLink, Paper, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { moment } from "../texts/formats";
import { EntryDeeds } from "./EntryDeeds";
import type { InboxEntry, Severity } from "./inbox";

const colours: Record<Severity, "info" | "warning" | "error"> = {
  information: "info",
  warning: "warning",
  error: "error",
  action_needed: "error",
};

/** One entry of the inbox: what it is about, how often it came, and what can be done. */
export function EntryCard({ entry }: { readonly entry: InboxEntry }) {
  const { t } = useTranslation();
  const facts = [
    t(`inbox.kinds.${entry.kind}`),
    moment(entry.raised_at),
    entry.times > 1 ? t("inbox.times", { count: entry.times, last: moment(entry.last_raised_at) }) : null,
    entry.escalations > 0 ? t("inbox.escalated", { count: entry.escalations }) : null,
    entry.pool === null ? null : t("inbox.pool", { pool: entry.pool }),
    entry.barcode,
  ];
  return (
    <Paper component="article" aria-label={entry.subject} sx={{ p: 2, opacity: entry.is_open ? 1 : 0.75 }}>
      <Stack sx={{ gap: 1 }}>
        <Stack direction="row" sx={{ gap: 1.5, alignItems: "center" }}>
          <Chip size="small" color={colours[entry.severity]} label={t(`inbox.severities.${entry.severity}`)} />
          <Typography variant="h2" sx={{ flexGrow: 1 }}>
            {entry.subject}
          </Typography>
          {entry.run !== null && (
            <TextLink component={Link} href={`/workflows/instances/${entry.run}/view`}>
              {t("inbox.toRun")}
            </TextLink>
          )}
        </Stack>
        <Typography sx={{ whiteSpace: "pre-line" }}>{entry.text}</Typography>
        <Typography variant="caption" color="text.secondary">
          {facts.filter((fact) => fact !== null).join(" · ")}
        </Typography>
        {entry.is_open ? <EntryDeeds entry={entry} /> : <Closing entry={entry} />}
      </Stack>
    </Paper>
  );
}

function Closing({ entry }: { readonly entry: InboxEntry }) {
  const { t } = useTranslation();
  const who = entry.answered_by ?? entry.acknowledged_by ?? "";
  const how = entry.answer === null ? t("inbox.read", { who }) : t(`inbox.answers.${entry.answer}`, { who });
  return (
    <Typography variant="body2" color="text.secondary">
      {[how, moment(entry.closed_at), entry.remark].filter((part) => part !== null && part !== "").join(" · ")}
    </Typography>
  );
}
