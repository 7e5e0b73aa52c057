import { Button, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** An address that the console does not have. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Stack sx={{ alignItems: "center", pt: 12, gap: 2 }}>
      <Typography variant="h1">{t("notFound.title")}</Typography>
      <Button component={Link} href="/">
        {t("notFound.home")}
      </Button>
    </Stack>
  );
}
