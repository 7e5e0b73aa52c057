import { Alert, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import type { ScheduleDraft } from "./schedule";
import { usePreview } from "./tasks";

/** When the schedule would fire next, in its zone, as the server reckons it. */
export function FirePreview({ draft, zone: wanted }: { readonly draft: ScheduleDraft; readonly zone: string }) {
  const { t } = useTranslation();
  const preview = usePreview(draft, wanted);
  if (preview.isError) return <Alert severity="warning">{preview.error.message}</Alert>;
  if (preview.data === undefined) return null;
  const zone = preview.data.time_zone;
  const shown = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium", timeZone: zone });
  return (
    <Stack data-testid="fire-preview">
      <Typography variant="caption" color="text.secondary">
        {t("tasks.nextFires", { zone })}
      </Typography>
      {preview.data.fires.map((fire) => (
        <Typography key={fire} variant="body2">
          {shown.format(new Date(fire))}
        </Typography>
      ))}
    </Stack>
  );
}
