import { storeOf } from "../state/store";

/** Who is signed in at this browser tab, and until when. */
export interface Session {
  readonly token: string;
  /** Milliseconds since 1970 at which the server stops taking the token. */
  readonly expiresAt: number;
  readonly username: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

// The tab's own storage: a reload keeps the session, another tab or a later day does not have it.
const key = "tapeflows.session";
const store = storeOf(stored());

function stored(): Session | null {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  const session = JSON.parse(text) as Session;
  return session.expiresAt > Date.now() ? session : null;
}

/** The session of this tab; null: nobody is signed in. */
export function currentSession(): Session | null {
  return store.get();
}

/** Takes over a new session, or ends the present one. */
export function setSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(session));
  store.set(session);
}

/** The session, followed by the component that calls this. */
export function useSession(): Session | null {
  return store.use();
}

/** Whether the signed-in user may do this (`*` may do everything). */
export function may(session: Session | null, permission: string): boolean {
  return session !== null && (session.permissions.includes("*") || session.permissions.includes(permission));
}
