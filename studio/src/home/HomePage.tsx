import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";
import { PageBar } from "../app/PageBar";
import { HealthCard } from "./HealthCard";
import { LibraryCard } from "./LibraryCard";
import { LastRunsCard, NextRunsCard } from "./RunCards";
import { WorkCard } from "./WorkCard";

/** What an operator wants to see first: is all well, what is in the drives, what runs, what ran, what comes. */
export function HomePage() {
  const { t } = useTranslation();
  return (
    <>
      <PageBar title={t("rooms.home")} />
      <Box sx={{ p: 3, display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", lg: "1fr 1fr" } }}>
        <HealthCard />
        <WorkCard />
        <Box sx={{ gridColumn: "1 / -1" }}>
          <LibraryCard />
        </Box>
        <LastRunsCard />
        <NextRunsCard />
      </Box>
    </>
  );
}
