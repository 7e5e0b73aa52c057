import { createTheme } from "@mui/material";

/** The colours and shapes of Elsa Studio's own theme, so that the console and the designer look like one thing. */
export const theme = createTheme({
  palette: {
    primary: { main: "#1f5aa6" },
    background: { default: "#f7f4ef", paper: "#fffcf8" },
    success: { main: "#2e7d32" },
    warning: { main: "#b26a00" },
    error: { main: "#b3261e" },
  },
  shape: { borderRadius: 6 },
  typography: {
    fontFamily: "'RobotoFlex', Roboto, 'Helvetica Neue', Arial, sans-serif",
    h1: { fontSize: "1.5rem", fontWeight: 500 },
    h2: { fontSize: "1.1rem", fontWeight: 600 },
  },
  components: {
    MuiPaper: { defaultProps: { variant: "outlined" } },
    MuiAppBar: { defaultProps: { variant: "elevation", elevation: 0 } },
    MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  },
});
