import { Link as TextLink, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { moment, seconds } from "../texts/formats";
import { Card } from "./Card";
import { useLastRuns, useNextRuns } from "./house";

/** The last runs of all tasks. */
export function LastRunsCard() {
  const { t } = useTranslation();
  const runs = useLastRuns();
  return (
    <Card title={t("home.last")} error={runs.error}>
      {(runs.data?.logs ?? []).map((run) => (
        <Stack key={run.execution_id} direction="row" sx={{ gap: 2 }}>
          <Typography noWrap sx={{ width: 210, flexShrink: 0 }}>
            {moment(run.started_at ?? run.planned_at)}
          </Typography>
          <Typography sx={{ flexGrow: 1, minWidth: 0, overflowWrap: "anywhere" }}>
            {run.workflow_instance_id === null ? (
              run.task_name
            ) : (
              <TextLink component={Link} href={`/workflows/instances/${run.workflow_instance_id}/view`}>
                {run.task_name}
              </TextLink>
            )}
          </Typography>
          <Typography sx={{ flexShrink: 0 }} color={run.status === "failed" ? "error" : "text.secondary"}>
            {t(`tasks.outcomes.${run.status}`)} {seconds(run.duration)}
          </Typography>
        </Stack>
      ))}
      {runs.data?.logs.length === 0 && <Typography color="text.secondary">{t("home.noRuns")}</Typography>}
    </Card>
  );
}

/** What fires next. */
export function NextRunsCard() {
  const { t } = useTranslation();
  const tasks = useNextRuns();
  const next = (tasks.data?.tasks ?? [])
    .filter((task) => task.next_run_time !== null)
    .sort((a, b) => Date.parse(a.next_run_time ?? "") - Date.parse(b.next_run_time ?? ""))
    .slice(0, 8);
  return (
    <Card title={t("home.next")} error={tasks.error}>
      {next.map((task) => (
        <Stack key={task.id} direction="row" sx={{ gap: 2 }}>
          <Typography noWrap sx={{ width: 210, flexShrink: 0 }}>
            {moment(task.next_run_time)}
          </Typography>
          <TextLink component={Link} href={`/tasks?search=${encodeURIComponent(task.task_name)}`}>
            {task.task_name}
          </TextLink>
        </Stack>
      ))}
      {tasks.isSuccess && next.length === 0 && <Typography color="text.secondary">{t("home.noNext")}</Typography>}
    </Card>
  );
}
