import { Button, Chip } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { PageBar } from "../app/PageBar";
import { setOf } from "../backups/SetOfRun";
import { StudioElement } from "../designer/StudioElement";
import { useDefinitionVersion } from "./definition";
import { useInstance, useTaskOf } from "./instance";

const colours: Readonly<Record<string, "success" | "error" | "warning" | "info" | "default">> = {
  Finished: "success",
  Faulted: "error",
  Suspended: "warning",
  Cancelled: "default",
};

/** One run in Elsa Studio's viewer, live, with the ways to what belongs to it: the procedure, the task that started it, the set that it wrote. */
export function InstancePage({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const instance = useInstance(instanceId).data;
  const task = useTaskOf(instance?.correlationId ?? null).data;
  const definition = useDefinitionVersion(instance?.definitionVersionId ?? null).data;
  const set = setOf(instance?.workflowState?.output);
  const edit = (id: string) => {
    navigate(`/workflows/definitions/${id}/edit`);
  };
  return (
    <>
      <PageBar title={definition?.name ?? t("instance.title", { id: instanceId })}>
        {instance !== undefined && (
          <Chip
            size="small"
            variant="outlined"
            data-testid="run-state"
            color={colours[instance.subStatus] ?? "info"}
            label={t(`instance.states.${instance.subStatus}`, { defaultValue: instance.subStatus })}
          />
        )}
        {set !== null && (
          <Button component={Link} href={`/backups/${set}`}>
            {t("instance.set")}
          </Button>
        )}
        {task !== undefined && (
          <Button component={Link} href={`/tasks?search=${encodeURIComponent(task.task_name ?? "")}`}>
            {t("instance.task", { name: task.task_name })}
          </Button>
        )}
        {instance !== undefined && (
          <Button component={Link} href={`/workflows/definitions/${instance.definitionId}/edit`}>
            {t("instance.procedure")}
          </Button>
        )}
        <Button onClick={() => void navigator.clipboard.writeText(instanceId)}>{t("instance.copyId")}</Button>
      </PageBar>
      <StudioElement
        name="elsa-workflow-instance-viewer"
        attributes={{ "instance-id": instanceId }}
        callbacks={{ editWorkflowDefinition: edit }}
      />
    </>
  );
}
