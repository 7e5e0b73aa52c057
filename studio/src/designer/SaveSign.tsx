import CheckCircle from "@mui/icons-material/CheckCircleOutlined";
import Sync from "@mui/icons-material/Sync";
import WarningAmber from "@mui/icons-material/WarningAmber";
import { Alert, AlertTitle, Chip, List, ListItem } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSaveState } from "./saving";

/** Says in one word whether what stands on the screen is stored. */
export function SaveSign() {
  return (
    <span role="status" data-testid="save-sign">
      <Sign />
    </span>
  );
}

function Sign() {
  const { t } = useTranslation();
  const state = useSaveState();
  switch (state.kind) {
    case "clean":
      return <Chip size="small" variant="outlined" icon={<CheckCircle />} label={t("saving.clean")} />;
    case "saving":
      return <Chip size="small" icon={<Sync />} label={t("saving.saving")} />;
    case "saved": {
      const words = { version: state.version, time: new Date(state.at).toLocaleTimeString() };
      const label = state.published ? t("saving.published", words) : t("saving.saved", words);
      return <Chip size="small" color="success" variant="outlined" icon={<CheckCircle />} label={label} />;
    }
    case "refused":
      return (
        <Chip
          size="small"
          color="error"
          icon={<WarningAmber />}
          label={state.publishing ? t("saving.unpublished") : t("saving.refused")}
        />
      );
  }
}

/** Lists why the last save or publish was refused; Studio shows each reason for five seconds only. Lies over the page, so that the canvas keeps its size. */
export function Refusals() {
  const { t } = useTranslation();
  const state = useSaveState();
  const [read, setRead] = useState<number | null>(null);
  if (state.kind !== "refused" || read === state.at) return null;
  return (
    <Alert
      severity="error"
      elevation={6}
      variant="standard"
      onClose={() => {
        setRead(state.at);
      }}
      sx={{ position: "fixed", top: 104, left: "50%", transform: "translateX(-50%)", zIndex: 1100, minWidth: 480 }}
    >
      <AlertTitle>{state.publishing ? t("saving.notPublished") : t("saving.notSaved")}</AlertTitle>
      <List dense disablePadding>
        {state.messages.map((message) => (
          <ListItem key={message} disableGutters sx={{ py: 0 }}>
            {message}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
