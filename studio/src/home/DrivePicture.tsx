import { Box, Chip, LinearProgress, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Cartridge } from "./Cartridge";
import type { Place } from "./house";

/** A drive: its name, what it does, and the cartridge in it. */
export function DrivePicture({ drive }: { readonly drive: Place }) {
  const { t } = useTranslation();
  const state = drive.state ?? "empty";
  const works = state !== "empty" && state !== "idle";
  return (
    <Box
      component="section"
      aria-label={drive.drive ?? `${drive.number}`}
      sx={{ width: 230, p: 1.25, border: 1, borderColor: works ? "primary.main" : "divider", borderRadius: 1.5 }}
    >
      <Stack sx={{ gap: 1 }}>
        <Stack direction="row" sx={{ justifyContent: "space-between", alignItems: "center" }}>
          <Typography sx={{ fontWeight: 500 }}>{drive.drive ?? `${t("home.places.drive")} ${drive.number}`}</Typography>
          <Chip
            size="small"
            variant={works ? "filled" : "outlined"}
            color={works ? "primary" : "default"}
            label={t(`home.driveStates.${state}`, { defaultValue: state })}
          />
        </Stack>
        <Cartridge place={drive} />
        <LinearProgress variant={works ? "indeterminate" : "determinate"} value={0} sx={{ opacity: works ? 1 : 0.3 }} />
      </Stack>
    </Box>
  );
}
