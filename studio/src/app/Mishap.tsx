import { Alert, Button } from "@mui/material";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** Keeps an error of one page from taking the bar with the other pages away. React takes only classes for this. */
export class Mishap extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    return error === null ? (
      this.props.children
    ) : (
      <MishapNote
        error={error}
        onAgain={() => {
          this.setState({ error: null });
        }}
      />
    );
  }
}

function MishapNote({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert severity="error" sx={{ m: 3 }} action={<Button onClick={onAgain}>{t("mishap.again")}</Button>}>
      {t("mishap.text", { reason: error.message })}
    </Alert>
  );
}
