import { Box, Stack, Typography } from "@mui/material";
import type { ReactNode } from "react";

interface Props {
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

/** The second bar of a page: what is shown, its state, what can be done with it. As high as the first (shell.css counts both). */
export function PageBar({ title, children }: Props) {
  return (
    <Stack
      direction="row"
      data-testid="page-bar"
      sx={{ height: 48, px: 3, gap: 2, alignItems: "center", borderBottom: 1, borderColor: "divider" }}
    >
      <Typography variant="h1" noWrap>
        {title}
      </Typography>
      <Box sx={{ flexGrow: 1 }} />
      {children}
    </Stack>
  );
}
