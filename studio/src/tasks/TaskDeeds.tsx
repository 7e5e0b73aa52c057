import Block from "@mui/icons-material/BlockOutlined";
import ContentCopy from "@mui/icons-material/ContentCopyOutlined";
import Delete from "@mui/icons-material/DeleteOutlined";
import Edit from "@mui/icons-material/EditOutlined";
import PlayArrow from "@mui/icons-material/PlayArrowOutlined";
import PowerSettingsNew from "@mui/icons-material/PowerSettingsNewOutlined";
import Stop from "@mui/icons-material/StopOutlined";
import { Alert, IconButton, Snackbar, Stack, Tooltip } from "@mui/material";
import { useTranslation } from "react-i18next";
import { may, useSession } from "../session/session";
import type { Task } from "./task";
import type { Purpose } from "./TaskDialog";
import { useTaskDeed, type TaskDeed } from "./tasks";

/** What can be done with a task now: run or stop it, switch it on or off, delete it. */
export function TaskDeeds({ task, onOpen }: { readonly task: Task; readonly onOpen: (purpose: Purpose) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const perform = useTaskDeed();
  const running = task.status === "running";
  const fixed = task.origin !== "api";
  const mayWrite = may(session, "tasks:write");

  const deeds: readonly { deed: TaskDeed | "change" | "copy"; icon: React.ReactNode; allowed: boolean }[] = [
    running
      ? { deed: "stop", icon: <Stop />, allowed: may(session, "tasks:run") }
      : { deed: "run", icon: <PlayArrow />, allowed: may(session, "tasks:run") },
    task.enabled
      ? { deed: "disable", icon: <Block />, allowed: mayWrite }
      : { deed: "enable", icon: <PowerSettingsNew />, allowed: mayWrite },
    // What triggers inside procedures say is changed in the designer.
    { deed: "change", icon: <Edit />, allowed: mayWrite && !fixed },
    { deed: "copy", icon: <ContentCopy />, allowed: mayWrite && !fixed },
    { deed: "delete", icon: <Delete />, allowed: mayWrite && !fixed },
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
              aria-label={t("tasks.deedOn", { deed: t(`tasks.deeds.${deed}`), name: task.task_name })}
              disabled={!allowed || perform.isPending}
              onClick={() => {
                if (deed === "change" || deed === "copy") onOpen({ kind: deed, id: task.id });
                else if (deed !== "delete" || window.confirm(t("tasks.confirmDelete", { name: task.task_name })))
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
