import i18next from "i18next";
import { problemOf } from "./problem";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One call of the server's own API. The guarded fetch (session/guardedFetch.ts) adds the token.
 * Throws a Problem when the server refuses.
 */
export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const accepted = { Accept: "application/json", ...headers };
  const answer = await send(
    path,
    body === undefined
      ? { method, headers: accepted }
      : { method, headers: { ...accepted, "Content-Type": "application/json" }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** A call whose failure to reach the server is said in words: browsers only say that it failed. */
export async function send(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    throw new Error(i18next.t("common.noAnswer"), { cause: error });
  }
}

/** GET of a path with a query; values that are undefined or empty are left out. */
export function get<T>(path: string, query: Record<string, string | number | boolean | undefined> = {}): Promise<T> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return request<T>("GET", text === "" ? path : `${path}?${text}`);
}
