import CheckCircle from "@mui/icons-material/CheckCircleOutlined";
import Sync from "@mui/icons-material/Sync";
import WarningAmber from "@mui/icons-material/WarningAmber";
import { Alert, AlertTitle, Chip, List, ListItem } from "@mui/material";
import { useTranslation } from "react-i18next";
import { useSaveState } from "./saving";

/** Says in one word whether what stands on the screen is stored. */
export function SaveSign() {
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
      return <Chip size="small" color="error" icon={<WarningAmber />} label={t("saving.refused")} />;
  }
}

/** Lists why the last save or publish was refused; Studio shows each reason for five seconds only. */
export function Refusals() {
  const { t } = useTranslation();
  const state = useSaveState();
  if (state.kind !== "refused") return null;
  return (
    <Alert severity="error" sx={{ borderRadius: 0 }}>
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
