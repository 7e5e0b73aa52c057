import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { PageBar } from "../app/PageBar";
import { StudioElement } from "../designer/StudioElement";

/** The runs: Elsa Studio's list of instances; its filters stand in the address. */
export function InstancesPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const view = (id: string) => {
    navigate(`/workflows/instances/${id}/view`);
  };
  return (
    <>
      <PageBar title={t("rooms.instances")} />
      <StudioElement name="elsa-workflow-instance-list" callbacks={{ viewWorkflowInstance: view }} />
    </>
  );
}
