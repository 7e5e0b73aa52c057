import { Link as TextLink } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** The way from a run to the set that it wrote, where it wrote one: procedures give its identity as SetId. */
export function SetOfRun({ result }: { readonly result: Readonly<Record<string, unknown>> | null | undefined }) {
  const { t } = useTranslation();
  const id = setOf(result);
  return id === null ? null : (
    <TextLink component={Link} href={`/backups/${id}`}>
      {t("backups.toSet")}
    </TextLink>
  );
}

/** The identity of the set among what a run gave; null: none. */
export function setOf(result: Readonly<Record<string, unknown>> | null | undefined): string | null {
  const given = Object.entries(result ?? {}).find(([name]) => /^set_?id$/i.test(name))?.[1];
  return typeof given === "string" && given !== "" ? given : null;
}
