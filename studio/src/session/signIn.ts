import { problemOf } from "../server/problem";
import { setSession, type Session } from "./session";

interface LoginAnswer {
  access_token: string;
  /** Seconds. */
  expires_in: number;
  username: string;
  roles: string[];
  permissions: string[];
}

/** Asks the server for a token. Throws a Problem whose sentence can be shown. */
export async function signIn(username: string, password: string): Promise<Session> {
  const answer = await fetch("/api/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw await problemOf(answer);
  const login = (await answer.json()) as LoginAnswer;
  const session: Session = {
    token: login.access_token,
    expiresAt: Date.now() + login.expires_in * 1000,
    username: login.username,
    roles: login.roles,
    permissions: login.permissions,
  };
  setSession(session);
  return session;
}

/** Ends the session here; the token itself ends by its time. */
export function signOut(): void {
  setSession(null);
}
