import { Box, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Card } from "./Card";
import { Cartridge, volumeColours } from "./Cartridge";
import { DrivePicture } from "./DrivePicture";
import { useLibraries, type Library } from "./house";

/** Drives and slots as they stand in the library: a picture, not a table. */
export function LibraryCard() {
  const { t } = useTranslation();
  const libraries = useLibraries();
  return (
    <Card title={t("home.library")} error={libraries.error}>
      {(libraries.data?.libraries ?? []).map((library) => (
        <LibraryPicture key={library.name} library={library} />
      ))}
      <Legend />
    </Card>
  );
}

function LibraryPicture({ library }: { readonly library: Library }) {
  const { t } = useTranslation();
  const places = (kind: string) => library.places.filter((place) => place.kind === kind);
  return (
    <Stack sx={{ gap: 1.5 }} aria-label={library.name}>
      <Stack direction="row" sx={{ gap: 1.5, flexWrap: "wrap" }}>
        {places("drive").map((drive) => (
          <DrivePicture key={drive.number} drive={drive} />
        ))}
      </Stack>
      {(["import_export", "storage"] as const)
        .filter((kind) => places(kind).length > 0)
        .map((kind) => (
          <Box key={kind}>
            <Typography variant="caption" color="text.secondary">
              {t(`home.rows.${kind}`)}
            </Typography>
            <Stack direction="row" sx={{ gap: 0.75, flexWrap: "wrap" }}>
              {places(kind).map((slot) => (
                <Cartridge key={slot.number} place={slot} />
              ))}
            </Stack>
          </Box>
        ))}
    </Stack>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <Stack direction="row" sx={{ gap: 2, flexWrap: "wrap" }}>
      {Object.entries(volumeColours).map(([state, colour]) => (
        <Stack key={state} direction="row" sx={{ gap: 0.75, alignItems: "center" }}>
          <Box sx={{ width: 12, height: 12, borderRadius: 0.5, bgcolor: colour }} />
          <Typography variant="caption" color="text.secondary">
            {t(`home.volumeStates.${state}`)}
          </Typography>
        </Stack>
      ))}
    </Stack>
  );
}
