import { Box } from "@mui/material";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { PageBar } from "../app/PageBar";
import { startStudio } from "../designer/vendor";
import { HealthCard } from "./HealthCard";
import { LibraryCard } from "./LibraryCard";
import { LastRunsCard, NextRunsCard } from "./RunCards";
import { WorkCard } from "./WorkCard";

// Milliseconds after which the page itself is there.
const idle = 2_500;

/** What an operator wants to see first: is all well, what is in the drives, what runs, what ran, what comes. */
export function HomePage() {
  const { t } = useTranslation();
  useEffect(() => {
    // Whoever looks at the house opens a procedure next; by then its designer has begun to start.
    const wait = window.setTimeout(startStudio, idle);
    return () => {
      window.clearTimeout(wait);
    };
  }, []);
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
