import { Alert, AlertTitle, Snackbar } from "@mui/material";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { forgetTrial, useTrial } from "./trial";

/** Says what a step of tape would do that was tried alone. */
export function TrialNote() {
  const { t } = useTranslation();
  const trial = useTrial();
  useEffect(() => {
    // One that was made elsewhere may have been answered after its page was left.
    forgetTrial();
    return forgetTrial;
  }, []);
  return (
    <Snackbar open={trial !== null} anchorOrigin={{ vertical: "bottom", horizontal: "center" }}>
      <Alert severity="info" variant="filled" sx={{ maxWidth: 720 }} data-testid="trial-note" onClose={forgetTrial}>
        <AlertTitle>{t("trial.title")}</AlertTitle>
        {trial}
      </Alert>
    </Snackbar>
  );
}
