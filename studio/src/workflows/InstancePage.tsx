import { Button } from "@mui/material";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { PageBar } from "../app/PageBar";
import { StudioElement } from "../designer/StudioElement";
import { get } from "../server/request";

interface Instance {
  readonly definitionId: string;
  readonly name?: string | null;
  readonly correlationId?: string | null;
}

/** One run in Elsa Studio's viewer, live, with the ways to what belongs to it. */
export function InstancePage({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const instance = useQuery({
    queryKey: ["instance", instanceId],
    queryFn: () => get<Instance>(`/elsa/api/workflow-instances/${encodeURIComponent(instanceId)}`),
  });
  const edit = (id: string) => {
    navigate(`/workflows/definitions/${id}/edit`);
  };
  return (
    <>
      <PageBar title={instance.data?.name ?? t("instance.title", { id: instanceId })}>
        <Button onClick={() => void navigator.clipboard.writeText(instanceId)}>{t("instance.copyId")}</Button>
        {instance.data !== undefined && (
          <Button component={Link} href={`/workflows/definitions/${instance.data.definitionId}/edit`}>
            {t("instance.procedure")}
          </Button>
        )}
      </PageBar>
      <StudioElement
        name="elsa-workflow-instance-viewer"
        attributes={{ "instance-id": instanceId }}
        callbacks={{ editWorkflowDefinition: edit }}
      />
    </>
  );
}
