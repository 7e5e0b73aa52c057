import { ButtonBase, Chip, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../texts/formats";
import { ScheduleWords } from "./ScheduleWords";
import type { Task } from "./task";
import type { Purpose } from "./TaskDialog";
import { TaskDeeds } from "./TaskDeeds";
import { TaskRuns } from "./TaskRuns";

const colours = { active: "success", inactive: "default", running: "info", paused: "warning", error: "error" } as const;

interface Props {
  readonly tasks: readonly Task[];
  /** What to say where there are none. */
  readonly none: string;
  readonly onOpen: (purpose: Purpose) => void;
}

/** One line a task; a click on it opens its run log below. */
export function TaskTable({ tasks, none, onOpen }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  if (tasks.length === 0)
    return (
      <Typography color="text.secondary" sx={{ p: 3 }}>
        {none}
      </Typography>
    );
  return (
    <Table size="small" aria-label={t("rooms.tasks")}>
      <TableHead>
        <TableRow>
          {(["name", "schedule", "status", "next", "last", "runs", "deeds"] as const).map((column) => (
            <TableCell key={column}>{t(`tasks.columns.${column}`)}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {tasks.map((task) => (
          <Fragment key={task.id}>
            <TableRow
              hover
              onClick={() => {
                setOpen(open === task.id ? null : task.id);
              }}
              sx={{ cursor: "pointer" }}
            >
              <TableCell sx={{ maxWidth: 420 }}>
                <ButtonBase
                  aria-expanded={open === task.id}
                  sx={{ textAlign: "left", font: "inherit", fontSize: "1rem", overflowWrap: "anywhere" }}
                >
                  {task.task_name}
                </ButtonBase>
                <Typography
                  variant="caption"
                  color="text.secondary"
                  noWrap
                  title={task.description ?? ""}
                  sx={{ display: "block" }}
                >
                  {task.description}
                </Typography>
              </TableCell>
              <TableCell>
                <ScheduleWords task={task} />
              </TableCell>
              <TableCell>
                <Chip
                  size="small"
                  color={colours[task.status]}
                  variant="outlined"
                  label={t(`tasks.states.${task.status}`)}
                />
              </TableCell>
              <TableCell>{moment(task.next_run_time)}</TableCell>
              <TableCell>{moment(task.last_run_time)}</TableCell>
              <TableCell>{t("tasks.counts", { good: task.success_runs, bad: task.failure_runs })}</TableCell>
              <TableCell>
                <TaskDeeds task={task} onOpen={onOpen} />
              </TableCell>
            </TableRow>
            {open === task.id && (
              <TableRow>
                <TableCell colSpan={7} sx={{ bgcolor: "background.default" }}>
                  <TaskRuns taskId={task.id} />
                </TableCell>
              </TableRow>
            )}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}
