import { beforeEach, expect, it } from "vitest";
import { endWaiting } from "./expiry";
import { guarded } from "./guardedFetch";
import { setSession, type Session } from "./session";

const here = window.location.origin;
const session = (token: string): Session => ({
  token,
  expiresAt: Date.now() + 1e6,
  username: "op",
  roles: [],
  permissions: [],
});
const tokenOf = (request: Request) => request.headers.get("Authorization");

beforeEach(() => {
  setSession(session("first"));
});

it("sends the token of the moment to the server's own addresses, whatever token Studio was started with", async () => {
  const seen: (string | null)[] = [];
  const fetch = guarded((request) => {
    seen.push(tokenOf(request as Request));
    return Promise.resolve(new Response());
  });
  setSession(session("second"));
  await fetch(`${here}/elsa/api/features/installed`, { headers: { Authorization: "Bearer first" } });
  expect(seen).toEqual(["Bearer second"]);
});

it("never sends the token to another host or to the sign-in", async () => {
  const seen: (string | null)[] = [];
  const fetch = guarded((input) => {
    seen.push(new Request(input).headers.get("Authorization"));
    return Promise.resolve(new Response());
  });
  await fetch("https://elsewhere.example/elsa/api/x");
  await fetch(`${here}/api/auth/login`, { method: "POST", body: "{}" });
  expect(seen).toEqual([null, null]);
});

it("holds a refused save until a new sign-in and sends it again with its body", async () => {
  const bodies: string[] = [];
  const fetch = guarded(async (input) => {
    const request = input as Request;
    bodies.push(await request.text());
    return new Response("", { status: tokenOf(request) === "Bearer first" ? 401 : 200 });
  });
  const answer = fetch(`${here}/elsa/api/workflow-definitions`, { method: "POST", body: "the edit" });
  await new Promise((resolve) => setTimeout(resolve));
  setSession(session("second"));
  endWaiting();
  expect((await answer).status).toBe(200);
  expect(bodies).toEqual(["the edit", "the edit"]);
});

it("gives the refusal back when the person leaves instead", async () => {
  const fetch = guarded(() => Promise.resolve(new Response("", { status: 401 })));
  const answer = fetch(`${here}/api/scheduler/tasks`);
  await new Promise((resolve) => setTimeout(resolve));
  setSession(null);
  endWaiting();
  expect((await answer).status).toBe(401);
});
