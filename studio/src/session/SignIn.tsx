import { Box, Paper, Stack, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";
import { SignInForm } from "./SignInForm";

/** The page of somebody who is not signed in. */
export function SignIn() {
  const { t } = useTranslation();
  return (
    <Box sx={{ minHeight: "100vh", display: "grid", placeItems: "center" }}>
      <Paper sx={{ p: 4 }}>
        <Stack sx={{ gap: 3 }}>
          <Stack direction="row" sx={{ gap: 1.5, alignItems: "center" }}>
            <Box component="img" src="/reel.svg" alt="" sx={{ height: 36 }} />
            <Typography variant="h1">{t("session.title")}</Typography>
          </Stack>
          <SignInForm onDone={() => undefined} />
        </Stack>
      </Paper>
    </Box>
  );
}
