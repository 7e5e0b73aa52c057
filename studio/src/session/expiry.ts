import { storeOf } from "../state/store";
import { currentSession, type Session } from "./session";

type Waiting = (session: Session | null) => void;

// Requests that came back with 401 wait here until the person has signed in again: an edit that was under way is not lost.
const waiting = storeOf<readonly Waiting[]>([]);

/** Waits until somebody has signed in anew; null when the person gives up. */
export function askToSignInAgain(): Promise<Session | null> {
  return new Promise((resolve) => {
    waiting.set([...waiting.get(), resolve]);
  });
}

/** Lets all waiting requests go on, with the session there is now (or without). */
export function endWaiting(): void {
  const released = waiting.get();
  waiting.set([]);
  for (const resolve of released) resolve(currentSession());
}

/** Whether something waits for a person to sign in again. */
export function useSignInWanted(): boolean {
  return waiting.use().length > 0;
}
