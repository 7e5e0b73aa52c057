import { Chip, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../texts/formats";
import { ScheduleWords } from "./ScheduleWords";
import type { Task } from "./task";
import { TaskDeeds } from "./TaskDeeds";
import { TaskRuns } from "./TaskRuns";

const colours = { active: "success", inactive: "default", running: "info", paused: "warning", error: "error" } as const;

interface Props {
  readonly tasks: readonly Task[];
  readonly loaded: boolean;
}

/** One line a task; a click on it opens its run log below. */
export function TaskTable({ tasks, loaded }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  if (loaded && tasks.length === 0)
    return (
      <Typography color="text.secondary" sx={{ p: 3 }}>
        {t("tasks.none")}
      </Typography>
    );
  return (
    <Table size="small">
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
              <TableCell>
                <Typography>{task.task_name}</Typography>
                <Typography variant="caption" color="text.secondary">
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
                <TaskDeeds task={task} />
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
