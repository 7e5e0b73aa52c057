import { Button } from "@mui/material";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PageBar } from "../app/PageBar";
import { Refusals, SaveSign } from "../designer/SaveSign";
import { TrialNote } from "../designer/TrialNote";
import { forgetSaves } from "../designer/saving";
import { StudioElement } from "../designer/StudioElement";
import { useDefinition } from "./definition";

/** A definition in Elsa Studio's designer, with what Studio does not say: whether it is saved, and why it is not published. */
export function EditorPage({ definitionId }: { readonly definitionId: string }) {
  const { t } = useTranslation();
  const definition = useDefinition(definitionId);
  useEffect(() => {
    forgetSaves();
  }, [definitionId]);
  return (
    <>
      <PageBar title={definition.data?.name ?? definitionId}>
        <SaveSign />
        <Button component={Link} href={`/workflows/definitions/${encodeURIComponent(definitionId)}/versions`}>
          {t("editor.versions")}
        </Button>
        <Button component={Link} href={`/workflows/instances?defs=${encodeURIComponent(definitionId)}`}>
          {t("editor.runs")}
        </Button>
        <Button component={Link} href={`/tasks?procedure=${encodeURIComponent(definitionId)}`}>
          {t("editor.tasks")}
        </Button>
      </PageBar>
      <Refusals />
      <TrialNote />
      <StudioElement name="elsa-workflow-definition-editor" attributes={{ "definition-id": definitionId }} />
    </>
  );
}
