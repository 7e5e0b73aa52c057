import { Alert, Paper, Stack, Typography } from "@mui/material";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly error?: Error | null;
  readonly children: ReactNode;
}

/** A titled part of the home page; says so itself when its data cannot be had. */
export function Card({ title, error = null, children }: Props) {
  return (
    <Paper sx={{ p: 2, height: "100%" }} component="section" aria-label={title}>
      <Stack sx={{ gap: 1.5 }}>
        <Typography variant="h2">{title}</Typography>
        {error === null ? children : <Alert severity="warning">{error.message}</Alert>}
      </Stack>
    </Paper>
  );
}
