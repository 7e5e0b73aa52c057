import { Chip, Radio, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { moment } from "../texts/formats";
import type { Version } from "./versions";

interface Props {
  readonly versions: readonly Version[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly onCompare: (from: number, to: number) => void;
}

/** One line a version; two of them are chosen to be compared. */
export function VersionTable({ versions, from, to, onCompare }: Props) {
  const { t } = useTranslation();
  return (
    <Table size="small" aria-label={t("versions.table")}>
      <TableHead>
        <TableRow>
          {(["version", "state", "published", "created", "from", "to"] as const).map((column) => (
            <TableCell key={column} align={column === "from" || column === "to" ? "center" : "left"}>
              {t(`versions.columns.${column}`)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {versions.map((version) => (
          <TableRow key={version.version_id} hover>
            <TableCell>{version.version}</TableCell>
            <TableCell>
              <Signs version={version} />
            </TableCell>
            <TableCell>
              <Publications version={version} />
            </TableCell>
            <TableCell>{moment(version.created_at)}</TableCell>
            {(["from", "to"] as const).map((side) => (
              <TableCell key={side} align="center" padding="none">
                <Radio
                  size="small"
                  name={`compare-${side}`}
                  checked={version.version === (side === "from" ? from : to)}
                  slotProps={{ input: { "aria-label": t(`versions.pick.${side}`, { version: version.version }) } }}
                  onChange={() => {
                    onCompare(
                      side === "from" ? version.version : (from ?? version.version),
                      side === "to" ? version.version : (to ?? version.version),
                    );
                  }}
                />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Signs({ version }: { readonly version: Version }) {
  const { t } = useTranslation();
  return (
    <Stack direction="row" sx={{ gap: 1 }}>
      {version.is_published && <Chip size="small" color="success" label={t("versions.inUse")} />}
      {version.is_latest && !version.is_published && <Chip size="small" color="warning" label={t("versions.draft")} />}
      {version.origin !== "own" && (
        <Chip size="small" variant="outlined" label={t(`versions.origins.${version.origin}`)} />
      )}
    </Stack>
  );
}

function Publications({ version }: { readonly version: Version }) {
  const { t } = useTranslation();
  if (version.published.length === 0)
    return (
      <Typography variant="body2" color="text.secondary">
        {version.is_published ? t("versions.byProgram") : ""}
      </Typography>
    );
  return version.published.map(({ who, at }) => (
    <Typography key={at} variant="body2">
      {t("versions.by", { who, at: moment(at) })}
    </Typography>
  ));
}
