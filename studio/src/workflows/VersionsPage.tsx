import { Alert, Button, Paper, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { PageBar } from "../app/PageBar";
import { ChangeList } from "./ChangeList";
import { VersionTable } from "./VersionTable";
import { useComparison, useVersions } from "./versions";

/** The versions of a procedure: who published which, and what differs between two of them. */
export function VersionsPage({ definitionId }: { readonly definitionId: string }) {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const numberOf = (name: string) => Number(query.get(name) ?? "") || undefined;
  const versions = useVersions(definitionId);
  const comparison = useComparison(definitionId, numberOf("from"), numberOf("to"));
  const name = versions.data?.versions[0]?.name ?? definitionId;
  return (
    <>
      <PageBar title={t("versions.title", { name })}>
        <Button component={Link} href={`/workflows/definitions/${encodeURIComponent(definitionId)}/edit`}>
          {t("versions.toDesigner")}
        </Button>
      </PageBar>
      <Stack sx={{ p: 3, gap: 3, maxWidth: 1200 }}>
        {versions.error !== null && <Alert severity="error">{versions.error.message}</Alert>}
        {versions.data !== undefined && (
          <Paper sx={{ overflowX: "auto" }}>
            <VersionTable
              versions={versions.data.versions}
              from={numberOf("from") ?? comparison.data?.from}
              to={numberOf("to") ?? comparison.data?.to}
              onCompare={(from, to) => {
                setQuery({ from: `${from}`, to: `${to}` }, { replace: true });
              }}
            />
          </Paper>
        )}
        {comparison.error !== null && <Alert severity="error">{comparison.error.message}</Alert>}
        {comparison.data !== undefined && versions.data !== undefined && (
          <Stack component="section" aria-labelledby="changes" sx={{ gap: 1.5 }}>
            <Typography variant="h2" id="changes">
              {comparison.data.from === comparison.data.to
                ? t("versions.only")
                : t("versions.changes", { from: comparison.data.from, to: comparison.data.to })}
            </Typography>
            {comparison.data.from !== comparison.data.to && <ChangeList changes={comparison.data.changes} />}
          </Stack>
        )}
      </Stack>
    </>
  );
}
