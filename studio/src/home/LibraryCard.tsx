import { Box, Stack, Tooltip, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Card } from "./Card";
import { useLibraries, type Library, type Place } from "./house";

/** Drives and slots as they stand in the library: a picture, not a table. */
export function LibraryCard() {
  const { t } = useTranslation();
  const libraries = useLibraries();
  return (
    <Card title={t("home.library")} error={libraries.error}>
      {(libraries.data?.libraries ?? []).map((library) => (
        <LibraryPicture key={library.name} library={library} />
      ))}
    </Card>
  );
}

function LibraryPicture({ library }: { readonly library: Library }) {
  const { t } = useTranslation();
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography color="text.secondary">{library.name}</Typography>
      {(["drive", "import_export", "storage"] as const).map((kind) => (
        <Stack key={kind} direction="row" sx={{ gap: 1, flexWrap: "wrap", alignItems: "center" }}>
          <Typography variant="caption" sx={{ width: 110 }}>
            {t(`home.places.${kind}`)}
          </Typography>
          {library.places
            .filter((place) => place.kind === kind)
            .map((place) => (
              <PlacePicture key={place.number} place={place} />
            ))}
        </Stack>
      ))}
    </Stack>
  );
}

function PlacePicture({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const busy = place.state !== null && place.state !== "idle" && place.state !== "empty";
  return (
    <Tooltip
      title={`${t(`home.places.${place.kind}`)} ${place.number}${place.state === null ? "" : `: ${place.state}`}`}
    >
      <Box
        sx={{
          width: place.kind === "drive" ? 150 : 96,
          px: 1,
          py: 0.5,
          border: 1,
          borderRadius: 1,
          borderColor: busy ? "primary.main" : "divider",
          bgcolor: place.volume === null ? "background.default" : "primary.main",
          color: place.volume === null ? "text.disabled" : "primary.contrastText",
          opacity: place.volume !== null && place.kind === "storage" ? 0.85 : 1,
          fontSize: "0.75rem",
          fontVariantNumeric: "tabular-nums",
        }}
      >
        {place.volume ?? t("home.empty")}
      </Box>
    </Tooltip>
  );
}
