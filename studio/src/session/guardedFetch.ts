import { askToSignInAgain } from "./expiry";
import { currentSession } from "./session";

type Fetch = typeof window.fetch;

/**
 * Wraps the browser's fetch, so that the console and Elsa Studio (whose .NET runtime calls the same function) send the token of the
 * moment, and a call that comes back with 401 waits for a new sign-in and is sent again. Studio itself keeps the token it was started
 * with (contract 1.1), so without this an expired session would lose the edit under way.
 */
export function guarded(original: Fetch): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (!isOurs(request.url)) return original(request);
    const again = request.clone();
    const answer = await original(withToken(request));
    if (answer.status !== 401) return answer;
    const session = await askToSignInAgain();
    return session === null ? answer : original(withToken(again));
  };
}

function isOurs(url: string): boolean {
  const { origin, pathname } = new URL(url);
  if (origin !== window.location.origin) return false;
  return (
    (pathname.startsWith("/api/") && pathname !== "/api/auth/login") ||
    pathname.startsWith("/elsa/") ||
    pathname.startsWith("/health")
  );
}

function withToken(request: Request): Request {
  const session = currentSession();
  if (session !== null) request.headers.set("Authorization", `Bearer ${session.token}`);
  return request;
}
