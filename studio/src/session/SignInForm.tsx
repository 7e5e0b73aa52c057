import { Alert, Button, Stack, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../server/problem";
import { signIn } from "./signIn";

interface Props {
  readonly username?: string;
  readonly onDone: () => void;
}

/** Name and password, and what the server says to them. */
export function SignInForm({ username = "", onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(username);
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const refusalOf = (problem: Problem) => {
    if (problem.status === 401) return t("session.wrong");
    return problem.status === 429 ? t("session.tooOften") : problem.message;
  };

  const submit = async () => {
    setBusy(true);
    try {
      await signIn(name, password);
      onDone();
    } catch (error) {
      setRefusal(error instanceof Problem ? refusalOf(error) : t("session.noAnswer"));
      setPassword("");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack sx={{ gap: 2, minWidth: 320 }}>
        {refusal !== null && <Alert severity="error">{refusal}</Alert>}
        <TextField
          label={t("session.username")}
          name="username"
          autoComplete="username"
          autoFocus={name === ""}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <TextField
          label={t("session.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          autoFocus={name !== ""}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
        <Button type="submit" variant="contained" disabled={busy || name === "" || password === ""}>
          {t("session.signIn")}
        </Button>
      </Stack>
    </form>
  );
}
