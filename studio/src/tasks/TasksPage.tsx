import Add from "@mui/icons-material/Add";
import { Alert, Button, Paper, Stack, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { PageBar } from "../app/PageBar";
import { may, useSession } from "../session/session";
import { TaskDialog } from "./TaskDialog";
import { TaskTable } from "./TaskTable";
import { useTasks } from "./tasks";

/** The scheduled tasks: what runs when, what came of it, and everything that can be done with one. */
export function TasksPage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const search = query.get("search") ?? "";
  const [creating, setCreating] = useState(false);
  const tasks = useTasks(search);
  const mayEdit = may(useSession(), "tasks:write");

  return (
    <>
      <PageBar title={t("rooms.tasks")}>
        <TextField
          label={t("tasks.search")}
          value={search}
          sx={{ width: 280 }}
          onChange={(event) => {
            setQuery(event.target.value === "" ? {} : { search: event.target.value }, { replace: true });
          }}
        />
        <Button
          variant="contained"
          startIcon={<Add />}
          disabled={!mayEdit}
          onClick={() => {
            setCreating(true);
          }}
        >
          {t("tasks.create")}
        </Button>
      </PageBar>
      <Stack sx={{ p: 3, gap: 2 }}>
        {tasks.error !== null && <Alert severity="error">{tasks.error.message}</Alert>}
        <Paper>
          <TaskTable
            tasks={(tasks.data?.tasks ?? []).filter((task) => matches(task.procedure, query.get("procedure")))}
            loaded={tasks.isSuccess}
          />
        </Paper>
      </Stack>
      {creating && (
        <TaskDialog
          procedure={query.get("procedure")}
          onClose={() => {
            setCreating(false);
          }}
        />
      )}
    </>
  );
}

function matches(procedure: string | null, wanted: string | null): boolean {
  return wanted === null || procedure === wanted;
}
