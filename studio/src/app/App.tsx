import { RunDialog } from "../designer/RunDialog";
import { SignIn } from "../session/SignIn";
import { SignInAgain } from "../session/SignInAgain";
import { useSession } from "../session/session";
import { Frame } from "./Frame";
import { Pages } from "./Pages";
import { StudioLinks } from "./StudioLinks";

/** The console: a sign-in, or the frame with the page of the address. */
export function App() {
  const session = useSession();
  if (session === null) return <SignIn />;
  return (
    <>
      <Frame>
        <Pages />
      </Frame>
      <StudioLinks />
      <RunDialog />
      <SignInAgain />
    </>
  );
}
