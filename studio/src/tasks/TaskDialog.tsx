import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  Stack,
  TextField,
} from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FirePreview } from "./FirePreview";
import { configOf, emptySchedule } from "./schedule";
import { ScheduleFields } from "./ScheduleFields";
import { usePublished, useDefinition } from "../workflows/definition";
import { InputFields } from "../workflows/InputFields";
import { filled, type InputValue } from "../workflows/inputs";
import { actionTypes, priorities, usualProcedures, type ActionType, type Priority } from "./task";
import { useCreateTask } from "./tasks";

interface Props {
  readonly procedure: string | null;
  readonly onClose: () => void;
}

/** Makes a task: what is to run, with what input, when. */
export function TaskDialog({ procedure, onClose }: Props) {
  const { t } = useTranslation();
  const create = useCreateTask();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [action, setAction] = useState<ActionType>(procedure === null ? "backup" : "custom");
  const [definition, setDefinition] = useState(procedure ?? "");
  const [values, setValues] = useState<Record<string, InputValue>>({});
  const definitions = usePublished();
  const chosen = definition === "" ? usualProcedures[action] : definition;
  const inputs = useDefinition(chosen).data?.inputs ?? [];
  const [priority, setPriority] = useState<Priority>("normal");
  const [schedule, setSchedule] = useState(emptySchedule);
  const [wrong, setWrong] = useState<string | null>(null);

  const readInput = () => {
    try {
      setWrong(null);
      return filled(inputs, values);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
      return null;
    }
  };

  const submit = () => {
    const input = readInput();
    if (input === null) return;
    create.mutate(
      {
        task_name: name,
        description,
        schedule_type: schedule.type,
        schedule_config: configOf(schedule),
        action_type: action,
        ...(definition === "" ? {} : { procedure: definition }),
        action_config: input,
        priority,
        enabled: true,
      },
      { onSuccess: onClose },
    );
  };

  return (
    <Dialog open fullWidth onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogTitle>{t("tasks.create")}</DialogTitle>
        <DialogContent>
          <Stack sx={{ gap: 2, pt: 1 }}>
            <TextField
              required
              label={t("tasks.fields.name")}
              name="task_name"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
            <TextField
              label={t("tasks.fields.description")}
              name="description"
              value={description}
              onChange={(event) => {
                setDescription(event.target.value);
              }}
            />
            <TextField
              select
              label={t("tasks.fields.action")}
              value={action}
              onChange={(event) => {
                setAction(event.target.value as ActionType);
              }}
            >
              {actionTypes.map((type) => (
                <MenuItem key={type} value={type}>
                  {t(`tasks.actions.${type}`)}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              select
              label={t("tasks.fields.procedure")}
              name="procedure"
              required={action === "custom"}
              value={definition}
              onChange={(event) => {
                setDefinition(event.target.value);
              }}
            >
              <MenuItem value="">{t("tasks.usualProcedure")}</MenuItem>
              {(definitions.data?.items ?? []).map((item) => (
                <MenuItem key={item.definitionId} value={item.definitionId}>
                  {item.name ?? item.definitionId}
                </MenuItem>
              ))}
            </TextField>
            <InputFields inputs={inputs} values={values} onChange={setValues} />
            <TextField
              select
              label={t("tasks.fields.priority")}
              value={priority}
              onChange={(event) => {
                setPriority(event.target.value as Priority);
              }}
            >
              {priorities.map((level) => (
                <MenuItem key={level} value={level}>
                  {t(`tasks.priorities.${level}`)}
                </MenuItem>
              ))}
            </TextField>
            <ScheduleFields draft={schedule} onChange={setSchedule} />
            <FirePreview draft={schedule} />
            {wrong !== null && <Alert severity="error">{wrong}</Alert>}
            {create.isError && (
              <Alert severity="error" sx={{ whiteSpace: "pre-line" }}>
                {create.error.message}
              </Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="contained" disabled={name === "" || create.isPending}>
            {t("tasks.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
