import { Alert, Box, Button, Link as TextLink, Paper, Typography } from "@mui/material";
import type { ReactNode } from "react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PageBar } from "../app/PageBar";
import { bytes, moment } from "../texts/formats";
import { useRunOf, useSet, type SetDetail } from "./sets";

/** One set: what it holds, what it is relative to, and the volumes that it is on. */
export function SetPage({ setId }: { readonly setId: string }) {
  const { t } = useTranslation();
  const detail = useSet(setId);
  const run = useRunOf(setId).data ?? null;
  return (
    <>
      <PageBar title={t("backups.title", { id: setId })}>
        {run !== null && (
          <Button component={Link} href={`/workflows/instances/${run}/view`}>
            {t("backups.toRun")}
          </Button>
        )}
        <Button component={Link} href="/backups">
          {t("backups.toAll")}
        </Button>
      </PageBar>
      <Box sx={{ p: 3 }}>
        {detail.error !== null && <Alert severity="error">{detail.error.message}</Alert>}
        {detail.data !== undefined && <Facts detail={detail.data} />}
      </Box>
    </>
  );
}

function Facts({ detail: { set, volumes } }: { readonly detail: SetDetail }) {
  const { t } = useTranslation();
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["type", t(`backups.types.${set.type}`)],
    ["state", set.state],
    ["roots", set.roots.join(", ")],
    ["host", set.host],
    ["pool", set.pool],
    ["volumes", volumes.join(", ")],
    ["files", set.files.toLocaleString()],
    ["bytes", bytes(set.bytes)],
    ["warnings", set.warnings.toLocaleString()],
    ["compression", set.compression],
    ["started", moment(set.started_at)],
    ["finished", moment(set.finished_at)],
    ["expires", moment(set.expires_at)],
    ["base", set.base_set_id === null ? "" : <SetLink key="base" id={set.base_set_id} />],
    ["checksum", set.manifest_sha256],
  ];
  return (
    <Paper sx={{ p: 3, display: "grid", gridTemplateColumns: "max-content 1fr", columnGap: 4, rowGap: 1 }}>
      {facts
        .filter(([, value]) => value !== "" && value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <Typography color="text.secondary">{t(`backups.facts.${name}`)}</Typography>
            <Typography component="div" sx={{ wordBreak: "break-all" }}>
              {value}
            </Typography>
          </Fragment>
        ))}
    </Paper>
  );
}

/** The way to a set. */
export function SetLink({ id }: { readonly id: string }) {
  return (
    <TextLink component={Link} href={`/backups/${id}`}>
      {id}
    </TextLink>
  );
}
