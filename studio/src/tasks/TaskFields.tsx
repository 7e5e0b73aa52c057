import ExpandMore from "@mui/icons-material/ExpandMore";
import { Accordion, AccordionDetails, AccordionSummary, MenuItem, Stack, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { usePublished } from "../workflows/definition";
import { InputFields } from "../workflows/InputFields";
import type { InputDefinition } from "../workflows/inputs";
import { DependencyFields } from "./DependencyFields";
import { shownInput, type TaskDraft } from "./draft";
import { FirePreview } from "./FirePreview";
import { LimitFields } from "./LimitFields";
import { ScheduleFields } from "./ScheduleFields";
import { actionTypes, missedRules, overlapRules, priorities } from "./task";

interface Props {
  readonly draft: TaskDraft;
  readonly inputs: readonly InputDefinition[];
  /** The task itself, on which it cannot depend; null: it is new. */
  readonly self: string | null;
  readonly onChange: (draft: TaskDraft) => void;
}

/** All that can be said of a task; what seldom is, is folded away. */
export function TaskFields({ draft, inputs, self, onChange }: Props) {
  const { t } = useTranslation();
  const definitions = usePublished();
  const text = (field: "name" | "description" | "zone", name: string, more: object = {}) => (
    <TextField
      label={t(`tasks.fields.${field}`)}
      name={name}
      value={draft[field]}
      onChange={(event) => {
        onChange({ ...draft, [field]: event.target.value });
      }}
      {...more}
    />
  );
  const choice = <F extends "action" | "priority" | "onMissed" | "overlap">(
    field: F,
    group: string,
    values: readonly TaskDraft[F][],
  ) => (
    <TextField
      select
      label={t(`tasks.fields.${field}`)}
      value={draft[field]}
      onChange={(event) => {
        onChange({ ...draft, [field]: event.target.value });
      }}
    >
      {values.map((value) => (
        <MenuItem key={value} value={value}>
          {t(`tasks.${group}.${value}`)}
        </MenuItem>
      ))}
    </TextField>
  );
  const known = (definitions.data?.items ?? []).map(({ definitionId, name }) => [definitionId, name ?? definitionId]);
  const pinned = draft.procedure !== "" && !known.some(([id]) => id === draft.procedure) ? [draft.procedure] : [];

  return (
    <>
      {text("name", "task_name", {
        required: true,
        autoFocus: self === null,
        slotProps: { htmlInput: { maxLength: 200 } },
      })}
      {text("description", "description", { multiline: true })}
      <Stack direction="row" sx={{ gap: 2 }}>
        {choice("action", "actions", actionTypes)}
        <TextField
          select
          label={t("tasks.fields.procedure")}
          name="procedure"
          required={draft.action === "custom"}
          value={draft.procedure}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          onChange={(event) => {
            onChange({ ...draft, procedure: event.target.value });
          }}
        >
          <MenuItem value="">{t("tasks.usualProcedure")}</MenuItem>
          {pinned.map((id) => (
            <MenuItem key={id} value={id}>
              {id}
            </MenuItem>
          ))}
          {known.map(([id, name]) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <InputFields
        inputs={inputs}
        values={shownInput(draft, inputs)}
        onChange={(typed) => {
          onChange({ ...draft, typed });
        }}
      />
      <ScheduleFields
        draft={draft.schedule}
        onChange={(schedule) => {
          onChange({ ...draft, schedule });
        }}
      />
      <FirePreview draft={draft.schedule} zone={draft.zone} />
      <Accordion variant="outlined" disableGutters>
        <AccordionSummary expandIcon={<ExpandMore />}>
          <Typography>{t("tasks.more")}</Typography>
        </AccordionSummary>
        <AccordionDetails>
          <Stack sx={{ gap: 2 }}>
            <Stack direction="row" sx={{ gap: 2 }}>
              {text("zone", "time_zone", { placeholder: "Europe/Berlin", helperText: t("tasks.hints.zone") })}
              {choice("priority", "priorities", priorities)}
            </Stack>
            <Stack direction="row" sx={{ gap: 2 }}>
              {choice("onMissed", "missedRules", missedRules)}
              {choice("overlap", "overlapRules", overlapRules)}
            </Stack>
            <LimitFields
              draft={draft.limits}
              onChange={(limits) => {
                onChange({ ...draft, limits });
              }}
            />
            <DependencyFields
              self={self}
              dependsOn={draft.dependsOn}
              onChange={(dependsOn) => {
                onChange({ ...draft, dependsOn });
              }}
            />
          </Stack>
        </AccordionDetails>
      </Accordion>
    </>
  );
}
