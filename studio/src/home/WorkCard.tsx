import { LinearProgress, Link as TextLink, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { bytes, seconds } from "../texts/formats";
import { Card } from "./Card";
import { useOperations, type Operation } from "./house";

/** The tape work under way, with bytes, rate, what remains and the volume. */
export function WorkCard() {
  const { t } = useTranslation();
  const work = useOperations();
  const operations = work.data?.operations ?? [];
  return (
    <Card title={t("home.work")} error={work.error}>
      {operations.length === 0 && <Typography color="text.secondary">{t("home.noWork")}</Typography>}
      {operations.map((operation) => (
        <OperationLine key={operation.id} operation={operation} />
      ))}
    </Card>
  );
}

function OperationLine({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslation();
  const total = operation.total_bytes;
  const words = [
    operation.volume,
    total === null ? bytes(operation.bytes) : `${bytes(operation.bytes)} / ${bytes(total)}`,
    t("home.rate", { rate: bytes(operation.rate) }),
    operation.remaining_seconds === null ? null : t("home.remaining", { time: seconds(operation.remaining_seconds) }),
  ];
  return (
    <Stack sx={{ gap: 0.5 }}>
      <Stack direction="row" sx={{ justifyContent: "space-between" }}>
        <Typography>
          {operation.kind} · {operation.state}
        </Typography>
        {operation.workflow_instance_id !== null && (
          <TextLink component={Link} href={`/workflows/instances/${operation.workflow_instance_id}/view`}>
            {t("home.toRun")}
          </TextLink>
        )}
      </Stack>
      {total === null || total === 0 ? (
        <LinearProgress />
      ) : (
        <LinearProgress variant="determinate" value={Math.min(100, (operation.bytes / total) * 100)} />
      )}
      <Typography variant="caption" color="text.secondary">
        {words.filter((word) => word !== null).join(" · ")}
      </Typography>
    </Stack>
  );
}
