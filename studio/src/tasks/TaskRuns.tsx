import { Alert, Button, Link as TextLink, Table, TableBody, TableCell, TableRow, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { SetOfRun } from "../backups/SetOfRun";
import { moment, seconds } from "../texts/formats";
import { useTaskRuns } from "./tasks";

const atOnce = 20;

/** The run log of one task, each line with the way to its run in Studio's viewer and to the set that it wrote; a score at a time. */
export function TaskRuns({ taskId }: { readonly taskId: string }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(atOnce);
  const runs = useTaskRuns(taskId, limit);
  if (runs.isError) return <Alert severity="error">{runs.error.message}</Alert>;
  if (runs.data === undefined) return null;
  if (runs.data.logs.length === 0) return <Typography color="text.secondary">{t("tasks.noRuns")}</Typography>;
  return (
    <>
      <Table size="small" aria-label={t("tasks.log")}>
        <TableBody>
          {runs.data.logs.map((run) => (
            <TableRow key={run.execution_id}>
              <TableCell>{moment(run.started_at ?? run.planned_at)}</TableCell>
              <TableCell>{t(`tasks.outcomes.${run.status}`)}</TableCell>
              <TableCell>{seconds(run.duration)}</TableCell>
              <TableCell>{t(`tasks.triggers.${run.trigger}`, { defaultValue: run.trigger })}</TableCell>
              <TableCell sx={{ width: "50%", overflowWrap: "anywhere" }}>{run.error_message}</TableCell>
              <TableCell>
                <SetOfRun result={run.result} />
              </TableCell>
              <TableCell>
                {run.workflow_instance_id !== null && (
                  <TextLink component={Link} href={`/workflows/instances/${run.workflow_instance_id}/view`}>
                    {t("tasks.toRun")}
                  </TextLink>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {runs.data.total > runs.data.logs.length && (
        <Button
          size="small"
          disabled={runs.isFetching && runs.isPlaceholderData}
          onClick={() => {
            setLimit(Math.min(limit * 5, 1000));
          }}
        >
          {t("tasks.moreRuns", { shown: runs.data.logs.length, total: runs.data.total })}
        </Button>
      )}
    </>
  );
}
