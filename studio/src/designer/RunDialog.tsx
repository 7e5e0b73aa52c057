import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { InputFields } from "../workflows/InputFields";
import { filled, type InputValue } from "../workflows/inputs";
import { usePendingRun, type PendingRun } from "./running";

/** Asks for the declared inputs of a workflow before it runs. */
export function RunDialog() {
  const run = usePendingRun();
  return run === null ? null : <RunForm run={run} />;
}

function RunForm({ run }: { readonly run: PendingRun }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, InputValue>>({});
  const [wrong, setWrong] = useState<string | null>(null);

  const start = () => {
    try {
      run.decide(filled(run.inputs, values));
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <Dialog
      open
      fullWidth
      onClose={() => {
        run.decide(null);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <DialogTitle>{t("run.title", { name: run.name })}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <InputFields inputs={run.inputs} values={values} onChange={setValues} />
            {wrong !== null && <Alert severity="error">{wrong}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button
            onClick={() => {
              run.decide(null);
            }}
          >
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="contained">
            {t("run.start")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
