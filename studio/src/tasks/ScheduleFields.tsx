import { MenuItem, Stack, TextField, ToggleButton, ToggleButtonGroup } from "@mui/material";
import { useTranslation } from "react-i18next";
import type { ScheduleDraft } from "./schedule";
import { scheduleTypes } from "./task";

interface Props {
  readonly draft: ScheduleDraft;
  readonly onChange: (draft: ScheduleDraft) => void;
}

const uses: Record<ScheduleDraft["type"], readonly (keyof ScheduleDraft)[]> = {
  none: [],
  once: ["datetime"],
  interval: ["interval", "unit"],
  daily: ["time"],
  weekly: ["weekdays", "time"],
  monthly: ["dayOfMonth", "time"],
  yearly: ["month", "dayOfMonth", "time"],
  cron: ["cron"],
};

/** The type of a schedule and the fields that this type has. */
export function ScheduleFields({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const shown = (field: keyof ScheduleDraft) => uses[draft.type].includes(field);
  const text = (field: "datetime" | "interval" | "time" | "dayOfMonth" | "month" | "cron", type = "text") =>
    shown(field) && (
      <TextField
        label={t(`tasks.fields.${field}`)}
        name={field}
        type={type}
        value={draft[field]}
        slotProps={{ inputLabel: { shrink: true } }}
        onChange={(event) => {
          onChange({ ...draft, [field]: event.target.value });
        }}
      />
    );

  return (
    <>
      <TextField
        select
        label={t("tasks.fields.type")}
        name="schedule_type"
        value={draft.type}
        onChange={(event) => {
          onChange({ ...draft, type: event.target.value as ScheduleDraft["type"] });
        }}
      >
        {([...scheduleTypes, "none"] as const).map((type) => (
          <MenuItem key={type} value={type}>
            {t(`tasks.types.${type}`)}
          </MenuItem>
        ))}
      </TextField>
      <Stack direction="row" sx={{ gap: 2 }}>
        {text("datetime", "datetime-local")}
        {text("interval", "number")}
        {shown("unit") && (
          <TextField
            select
            label={t("tasks.fields.unit")}
            value={draft.unit}
            onChange={(event) => {
              onChange({ ...draft, unit: event.target.value as ScheduleDraft["unit"] });
            }}
          >
            {(["seconds", "minutes", "hours", "days"] as const).map((unit) => (
              <MenuItem key={unit} value={unit}>
                {t(`tasks.units.${unit}`)}
              </MenuItem>
            ))}
          </TextField>
        )}
        {text("month", "number")}
        {text("dayOfMonth", "number")}
        {shown("weekdays") && (
          <ToggleButtonGroup
            size="small"
            aria-label={t("tasks.fields.weekdays")}
            value={draft.weekdays}
            onChange={(_, weekdays: number[]) => {
              onChange({ ...draft, weekdays });
            }}
          >
            {[0, 1, 2, 3, 4, 5, 6].map((day) => (
              <ToggleButton key={day} value={day}>
                {t(`tasks.weekdays.${day}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {text("time", "time")}
        {text("cron")}
      </Stack>
    </>
  );
}
