import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { PageBar } from "../app/PageBar";
import { StudioElement } from "../designer/StudioElement";

/** The procedures and other workflows: Elsa Studio's list. */
export function DefinitionsPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const edit = (id: string) => {
    navigate(`/workflows/definitions/${id}/edit`);
  };
  return (
    <>
      <PageBar title={t("rooms.definitions")} />
      <StudioElement name="elsa-workflow-definition-list" callbacks={{ editWorkflowDefinition: edit }} />
    </>
  );
}
