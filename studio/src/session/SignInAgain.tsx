import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { useTranslation } from "react-i18next";
import { endWaiting, useSignInWanted } from "./expiry";
import { useSession } from "./session";
import { signOut } from "./signIn";
import { SignInForm } from "./SignInForm";

/** Over the page when the session has ended: what was being done waits and goes on after the sign-in. */
export function SignInAgain() {
  const { t } = useTranslation();
  const wanted = useSignInWanted();
  const session = useSession();
  return (
    <Dialog open={wanted}>
      <DialogTitle>{t("session.endedTitle")}</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>{t("session.endedText")}</DialogContentText>
        {wanted && <SignInForm username={session?.username ?? ""} onDone={endWaiting} />}
      </DialogContent>
      <DialogActions>
        <Button
          onClick={() => {
            signOut();
            endWaiting();
          }}
        >
          {t("session.leave")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
