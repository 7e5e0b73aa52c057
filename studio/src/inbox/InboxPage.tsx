import { Alert, FormControlLabel, Stack, Switch, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { PageBar } from "../app/PageBar";
import { EntryCard } from "./EntryCard";
import { useInbox } from "./inbox";

/** What the operators have to see to: requests for volumes, alerts, messages. */
export function InboxPage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const all = query.get("all") === "true";
  const inbox = useInbox(!all);
  return (
    <>
      <PageBar title={t("rooms.inbox")}>
        <FormControlLabel
          control={
            <Switch
              checked={all}
              onChange={(_, checked) => {
                setQuery(checked ? { all: "true" } : {}, { replace: true });
              }}
            />
          }
          label={t("inbox.all")}
        />
      </PageBar>
      <Stack sx={{ p: 3, gap: 2, maxWidth: 960 }}>
        {inbox.error !== null && <Alert severity="error">{inbox.error.message}</Alert>}
        {inbox.data?.messages.length === 0 && (
          <Typography color="text.secondary">{t(all ? "inbox.none" : "inbox.nothingOpen")}</Typography>
        )}
        {inbox.data?.messages.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
        {inbox.data !== undefined && inbox.data.total > inbox.data.messages.length && (
          <Typography color="text.secondary">
            {t("inbox.some", { shown: inbox.data.messages.length, total: inbox.data.total })}
          </Typography>
        )}
      </Stack>
    </>
  );
}
