import Block from "@mui/icons-material/BlockOutlined";
import Delete from "@mui/icons-material/DeleteOutlined";
import PlayArrow from "@mui/icons-material/PlayArrowOutlined";
import PowerSettingsNew from "@mui/icons-material/PowerSettingsNewOutlined";
import Stop from "@mui/icons-material/StopOutlined";
import { Alert, IconButton, Snackbar, Stack, Tooltip } from "@mui/material";
import { useTranslation } from "react-i18next";
import { may, useSession } from "../session/session";
import type { Task } from "./task";
import { useTaskDeed, type TaskDeed } from "./tasks";

/** What can be done with a task now: run or stop it, switch it on or off, delete it. */
export function TaskDeeds({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const session = useSession();
  const perform = useTaskDeed();
  const running = task.status === "running";
  const fixed = task.origin !== "api";

  const deeds: readonly { deed: TaskDeed; icon: React.ReactNode; allowed: boolean }[] = [
    running
      ? { deed: "stop", icon: <Stop />, allowed: may(session, "tasks:run") }
      : { deed: "run", icon: <PlayArrow />, allowed: may(session, "tasks:run") },
    task.enabled
      ? { deed: "disable", icon: <Block />, allowed: may(session, "tasks:write") }
      : { deed: "enable", icon: <PowerSettingsNew />, allowed: may(session, "tasks:write") },
    { deed: "delete", icon: <Delete />, allowed: may(session, "tasks:write") && !fixed },
  ];

  return (
    <Stack
      direction="row"
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {deeds.map(({ deed, icon, allowed }) => (
        <Tooltip key={deed} title={t(`tasks.deeds.${deed}`)}>
          <span>
            <IconButton
              size="small"
              aria-label={t(`tasks.deeds.${deed}`)}
              disabled={!allowed || perform.isPending}
              onClick={() => {
                if (deed !== "delete" || window.confirm(t("tasks.confirmDelete", { name: task.task_name })))
                  perform.mutate({ id: task.id, deed });
              }}
            >
              {icon}
            </IconButton>
          </span>
        </Tooltip>
      ))}
      <Snackbar
        open={perform.isError}
        autoHideDuration={8_000}
        onClose={() => {
          perform.reset();
        }}
      >
        <Alert severity="error">{perform.error?.message}</Alert>
      </Snackbar>
    </Stack>
  );
}
