import CheckCircle from "@mui/icons-material/CheckCircleOutlined";
import ErrorOutline from "@mui/icons-material/ErrorOutlined";
import { Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Card } from "./Card";
import { useHealth } from "./house";

/** The checks of /health/ready, with the reason of each that fails. */
export function HealthCard() {
  const { t } = useTranslation();
  const health = useHealth();
  return (
    <Card title={t("home.health")} error={health.error}>
      {(health.data?.checks ?? []).map(({ name, status, reason }) => (
        <Stack key={name} direction="row" sx={{ gap: 1, alignItems: "center" }}>
          {status === "healthy" ? <CheckCircle color="success" /> : <ErrorOutline color="error" />}
          <Typography>{t(`home.checks.${name}`, { defaultValue: name })}</Typography>
          <Typography color="text.secondary">{reason}</Typography>
        </Stack>
      ))}
    </Card>
  );
}
