import Add from "@mui/icons-material/AddCircleOutlined";
import Edit from "@mui/icons-material/ChangeCircleOutlined";
import Remove from "@mui/icons-material/RemoveCircleOutlined";
import { Box, Paper, Stack, Typography } from "@mui/material";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Change } from "./versions";

const signs: Readonly<Record<Change["kind"], ReactNode>> = {
  added: <Add color="success" />,
  removed: <Remove color="error" />,
  changed: <Edit color="warning" />,
};

/** Differences in words: what came, what went, what is another way now. Places in the picture are told as a number only. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation();
  const told = changes.filter(({ subject }) => subject !== "layout");
  const moved = changes.length - told.length;
  return (
    <Paper component="ul" sx={{ m: 0, p: 2, listStyle: "none" }} data-testid="changes">
      {told.length === 0 && <Typography color="text.secondary">{t("versions.same")}</Typography>}
      {told.map((change) => (
        <ChangeLine key={`${change.kind} ${change.subject} ${change.id} ${change.property ?? ""}`} change={change} />
      ))}
      {moved > 0 && (
        <Typography component="li" color="text.secondary" sx={{ pt: 1 }}>
          {t("versions.moved", { count: moved })}
        </Typography>
      )}
    </Paper>
  );
}

function ChangeLine({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  const subject = t(`versions.subjects.${change.subject}`);
  return (
    <Stack component="li" direction="row" sx={{ gap: 1.5, py: 0.75 }}>
      {signs[change.kind]}
      <Box sx={{ minWidth: 0 }}>
        <Typography>
          {t(`versions.kinds.${change.kind}`, { subject })} <b>{change.name}</b>
          {change.property !== null &&
            `: ${t(`versions.properties.${change.property}`, { defaultValue: change.label ?? change.property })}`}
        </Typography>
        {change.kind === "changed" && (
          <Typography variant="body2" component="div" sx={{ overflowWrap: "anywhere" }}>
            <Value text={change.from} gone /> → <Value text={change.to} />
          </Typography>
        )}
      </Box>
    </Stack>
  );
}

function Value({ text, gone = false }: { readonly text: string | null; readonly gone?: boolean }) {
  const { t } = useTranslation();
  return text === null || text === "" ? (
    <i>{t("versions.nothing")}</i>
  ) : (
    <Box component={gone ? "del" : "ins"} sx={{ color: gone ? "error.main" : "success.main", textDecoration: "none" }}>
      {text}
    </Box>
  );
}
