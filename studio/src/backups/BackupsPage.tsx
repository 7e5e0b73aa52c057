import {
  Alert,
  Button,
  Link as TextLink,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PageBar } from "../app/PageBar";
import { bytes, moment } from "../texts/formats";
import { useSets } from "./sets";

const atOnce = 100;
const most = 1_000;

/** What is on tape: the sets, newest first. */
export function BackupsPage() {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(atOnce);
  const sets = useSets(limit);
  return (
    <>
      <PageBar title={t("rooms.backups")} />
      <Stack sx={{ p: 3, gap: 2 }}>
        {sets.error !== null && <Alert severity="error">{sets.error.message}</Alert>}
        <Paper sx={{ overflowX: "auto" }}>
          {sets.data?.sets.length === 0 ? (
            <Typography color="text.secondary" sx={{ p: 3 }}>
              {t("backups.none")}
            </Typography>
          ) : (
            <Table size="small" aria-label={t("rooms.backups")}>
              <TableHead>
                <TableRow>
                  {(["started", "type", "state", "roots", "files", "bytes", "pool"] as const).map((column) => (
                    <TableCell key={column}>{t(`backups.columns.${column}`)}</TableCell>
                  ))}
                </TableRow>
              </TableHead>
              <TableBody>
                {sets.data?.sets.map((set) => (
                  <TableRow key={set.id} hover>
                    <TableCell>
                      <TextLink component={Link} href={`/backups/${set.id}`}>
                        {moment(set.started_at)}
                      </TextLink>
                    </TableCell>
                    <TableCell>{t(`backups.types.${set.type}`)}</TableCell>
                    <TableCell>{set.state}</TableCell>
                    <TableCell sx={{ overflowWrap: "anywhere" }}>{set.roots.join(", ")}</TableCell>
                    <TableCell>{set.files.toLocaleString()}</TableCell>
                    <TableCell>{bytes(set.bytes)}</TableCell>
                    <TableCell>{set.pool}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Paper>
        {sets.data?.sets.length === limit && limit < most && (
          <Button
            sx={{ alignSelf: "start" }}
            onClick={() => {
              setLimit(most);
            }}
          >
            {t("backups.more", { shown: limit })}
          </Button>
        )}
      </Stack>
    </>
  );
}
