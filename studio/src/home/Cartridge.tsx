import { Box, Tooltip } from "@mui/material";
import { useTranslation } from "react-i18next";
import type { Place } from "./house";

/** What a cartridge can be used for, as a colour. */
export const volumeColours: Readonly<Record<string, string>> = {
  scratch: "#8fa9c9",
  appendable: "#1f5aa6",
  full: "#12365f",
  suspect: "#b3261e",
  unknown: "#8a8780",
};

/** A slot with the cartridge in it, or empty. */
export function Cartridge({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const kind = t(`home.places.${place.kind}`);
  if (place.volume === null)
    return (
      <Tooltip title={t("home.emptyPlace", { kind, number: place.number })}>
        <Box
          sx={{ width: 104, height: 30, border: "1px dashed", borderColor: "divider", borderRadius: 1, px: 1 }}
          aria-label={t("home.emptyPlace", { kind, number: place.number })}
        />
      </Tooltip>
    );
  const state = place.volume_state ?? "unknown";
  return (
    <Tooltip
      title={`${kind} ${place.number}: ${place.volume}, ${t(`home.volumeStates.${state}`, { defaultValue: state })}`}
    >
      <Box
        sx={{
          width: 104,
          height: 30,
          px: 1,
          display: "flex",
          alignItems: "center",
          borderRadius: 1,
          bgcolor: "background.default",
          border: 1,
          borderColor: "divider",
          borderLeft: "8px solid",
          borderLeftColor: volumeColours[state] ?? volumeColours["unknown"],
          fontSize: "0.8rem",
          fontVariantNumeric: "tabular-nums",
        }}
      >
        {place.volume}
      </Box>
    </Tooltip>
  );
}
