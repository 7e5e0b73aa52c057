import Add from "@mui/icons-material/Add";
import { Alert, Button, Pagination, Paper, Stack, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { PageBar } from "../app/PageBar";
import { may, useSession } from "../session/session";
import { TaskDialog, type Purpose } from "./TaskDialog";
import { TaskTable } from "./TaskTable";
import { pageSize, useTasks } from "./tasks";

/** The scheduled tasks: what runs when, what came of it, and everything that can be done with one. */
export function TasksPage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const search = query.get("search") ?? "";
  const [page, setPage] = useState(1);
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const tasks = useTasks(search, page);
  const mayEdit = may(useSession(), "tasks:write");
  const pages = Math.ceil((tasks.data?.total ?? 0) / pageSize);
  const procedure = query.get("procedure");

  return (
    <>
      <PageBar title={t("rooms.tasks")}>
        {procedure !== null && (
          <Button
            onClick={() => {
              setQuery({}, { replace: true });
            }}
          >
            {t("tasks.allProcedures", { procedure })}
          </Button>
        )}
        <TextField
          type="search"
          label={t("tasks.search")}
          value={search}
          sx={{ width: 280 }}
          onChange={(event) => {
            setPage(1);
            setQuery(event.target.value === "" ? {} : { search: event.target.value }, { replace: true });
          }}
        />
        <Button
          variant="contained"
          startIcon={<Add />}
          disabled={!mayEdit}
          sx={{ flexShrink: 0 }}
          onClick={() => {
            setPurpose({ kind: "create", procedure });
          }}
        >
          {t("tasks.create")}
        </Button>
      </PageBar>
      <Stack sx={{ p: 3, gap: 2 }}>
        {tasks.error !== null && <Alert severity="error">{tasks.error.message}</Alert>}
        <Paper sx={{ overflowX: "auto" }}>
          <TaskTable
            tasks={(tasks.data?.tasks ?? []).filter((task) => matches(task.procedure, procedure))}
            none={tasks.isSuccess ? t(search === "" && procedure === null ? "tasks.none" : "tasks.noneFound") : ""}
            onOpen={setPurpose}
          />
        </Paper>
        {pages > 1 && (
          <Pagination
            count={pages}
            page={page}
            onChange={(_, wanted) => {
              setPage(wanted);
            }}
          />
        )}
      </Stack>
      {purpose !== null && (
        <TaskDialog
          purpose={purpose}
          onClose={() => {
            setPurpose(null);
          }}
        />
      )}
    </>
  );
}

function matches(procedure: string | null, wanted: string | null): boolean {
  return wanted === null || procedure?.replace(/@\d+$/, "") === wanted;
}
