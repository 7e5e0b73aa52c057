import { Checkbox, FormControlLabel, Stack, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";
import type { LimitsDraft } from "./limits";

interface Props {
  readonly draft: LimitsDraft;
  readonly onChange: (draft: LimitsDraft) => void;
}

type Text = Exclude<keyof LimitsDraft, "conditioned">;

/** Further attempts, time limits, and what must hold for a run to start. */
export function LimitFields({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const text = (field: Text, more: object = {}) => (
    <TextField
      label={t(`tasks.fields.${field}`)}
      name={field}
      value={draft[field]}
      helperText={t(`tasks.hints.${field}`, { defaultValue: "" })}
      onChange={(event) => {
        onChange({ ...draft, [field]: event.target.value });
      }}
      {...more}
    />
  );
  return (
    <>
      <Stack direction="row" sx={{ gap: 2 }}>
        {text("retries")}
        {text("monitorTimeout", { type: "number" })}
        {text("runTimeout", { type: "number" })}
      </Stack>
      <FormControlLabel
        label={t("tasks.fields.conditioned")}
        control={
          <Checkbox
            checked={draft.conditioned}
            onChange={(_, conditioned) => {
              onChange({ ...draft, conditioned });
            }}
          />
        }
      />
      {draft.conditioned && (
        <>
          <Stack direction="row" sx={{ gap: 2 }}>
            {text("windowFrom", { type: "time", slotProps: { inputLabel: { shrink: true } } })}
            {text("windowTo", { type: "time", slotProps: { inputLabel: { shrink: true } } })}
            {text("maxLoad", { type: "number", slotProps: { htmlInput: { step: "any" } } })}
          </Stack>
          <Stack direction="row" sx={{ gap: 2 }}>
            {text("minFreeDisk", { multiline: true, minRows: 2 })}
            {text("networkHosts", { multiline: true, minRows: 2 })}
          </Stack>
        </>
      )}
    </>
  );
}
