import {
  Alert,
  Button,
  CircularProgress,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
} from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../server/problem";
import { useDefinition } from "../workflows/definition";
import { bodyOf, draftOf, newDraft, type TaskDraft } from "./draft";
import { usualProcedures, type Task } from "./task";
import { TaskFields } from "./TaskFields";
import { useStoreTask, useTask } from "./tasks";

/** What the dialog is for: a new task, perhaps like another one, or a change of one that is there. */
export type Purpose =
  | { readonly kind: "create"; readonly procedure: string | null }
  | { readonly kind: "copy" | "change"; readonly id: string };

interface Props {
  readonly purpose: Purpose;
  readonly onClose: () => void;
}

/** Makes a task, or changes one: what is to run, with what input, when, and under which conditions. */
export function TaskDialog({ purpose, onClose }: Props) {
  const { t } = useTranslation();
  const task = useTask(purpose.kind === "create" ? null : purpose.id);
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby="task-dialog">
      <DialogTitle id="task-dialog">{t(`tasks.dialog.${purpose.kind}`)}</DialogTitle>
      {task.error !== null && <Alert severity="error">{task.error.message}</Alert>}
      {purpose.kind === "create" && <TaskForm opened={null} initial={newDraft(purpose.procedure)} onClose={onClose} />}
      {purpose.kind !== "create" && task.isFetching && task.data === undefined && (
        <CircularProgress sx={{ m: 4, alignSelf: "center" }} />
      )}
      {purpose.kind !== "create" && task.data !== undefined && (
        <TaskForm
          key={task.data.version}
          opened={purpose.kind === "change" ? task.data : null}
          initial={
            purpose.kind === "change"
              ? draftOf(task.data)
              : { ...draftOf(task.data), name: t("tasks.copyOf", { name: task.data.task_name }) }
          }
          onReload={() => void task.refetch()}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  /** The task that is changed; null: a new one is made. */
  readonly opened: Task | null;
  readonly initial: TaskDraft;
  readonly onReload?: () => void;
  readonly onClose: () => void;
}

function TaskForm({ opened, initial, onReload, onClose }: FormProps) {
  const { t } = useTranslation();
  const store = useStoreTask(opened);
  const [draft, setDraft] = useState(initial);
  const [wrong, setWrong] = useState<string | null>(null);
  const chosen = draft.procedure === "" ? usualProcedures[draft.action] : draft.procedure.replace(/@\d+$/, "");
  const definition = useDefinition(chosen);
  const inputs = definition.data?.inputs ?? [];
  const conflict = store.error instanceof Problem && store.error.status === 412;

  const submit = () => {
    try {
      setWrong(null);
      store.mutate(bodyOf(draft, inputs), { onSuccess: onClose });
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <form
      style={{ display: "contents" }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogContent>
        <Stack sx={{ gap: 2, pt: 1 }}>
          <TaskFields draft={draft} inputs={inputs} self={opened?.id ?? null} onChange={setDraft} />
        </Stack>
      </DialogContent>
      {wrong !== null && <Alert severity="error">{wrong}</Alert>}
      {store.isError && (
        <Alert
          severity={conflict ? "warning" : "error"}
          sx={{ whiteSpace: "pre-line" }}
          action={
            conflict && onReload !== undefined ? (
              <Button color="inherit" onClick={onReload}>
                {t("tasks.reload")}
              </Button>
            ) : null
          }
        >
          {conflict ? t("tasks.conflict") : store.error.message}
        </Alert>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          type="submit"
          variant="contained"
          disabled={draft.name.trim() === "" || store.isPending || (chosen !== null && definition.isPending)}
        >
          {t(opened === null ? "tasks.save" : "tasks.store")}
        </Button>
      </DialogActions>
    </form>
  );
}
