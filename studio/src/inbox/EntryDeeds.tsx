import { Alert, Button, Stack, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useSession } from "../session/session";
import { useDeed, type InboxEntry } from "./inbox";

/** What an operator can do with an open entry: have read it, or say that what it asks for is done or will not be. */
export function EntryDeeds({ entry }: { readonly entry: InboxEntry }) {
  const { t } = useTranslation();
  const [remark, setRemark] = useState("");
  const deed = useDeed(entry.id);
  const barred = !may(useSession(), "tasks:run") || deed.isPending;
  const asks = entry.kind === "mount_request";
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: "center" }}>
        {asks ? (
          <>
            <TextField
              label={t("inbox.remark")}
              value={remark}
              disabled={barred}
              onChange={(event) => {
                setRemark(event.target.value);
              }}
            />
            {(["done", "refused"] as const).map((answer) => (
              <Button
                key={answer}
                variant={answer === "done" ? "contained" : "text"}
                disabled={barred}
                sx={{ flexShrink: 0 }}
                onClick={() => {
                  deed.mutate({ kind: "answer", answer, remark });
                }}
              >
                {t(`inbox.give.${answer}`)}
              </Button>
            ))}
          </>
        ) : (
          <Button
            disabled={barred}
            onClick={() => {
              deed.mutate({ kind: "acknowledge" });
            }}
          >
            {t("inbox.acknowledge")}
          </Button>
        )}
      </Stack>
      {deed.error !== null && <Alert severity="error">{deed.error.message}</Alert>}
    </Stack>
  );
}
