import { afterEach, expect, it, vi } from "vitest";
import { setSession } from "../session/session";
import { watched } from "./traffic";

const api = `${window.location.origin}/elsa/api/workflow-definitions`;

afterEach(() => {
  vi.unstubAllGlobals();
});

it("keeps a run from the server that the user may not start", async () => {
  setSession({ token: "t", expiresAt: Date.now() + 1e6, username: "v", roles: ["viewer"], permissions: ["read:*"] });
  const fetch = watched(() => Promise.reject(new Error("It was sent.")));
  const answer = await fetch(`${api}/plain/execute`, { method: "POST", body: "{}" });
  expect(answer.headers.get("x-elsa-workflow-cannot-start")).toBe("true");
});

it("lets a run without declared inputs pass as Studio sent it", async () => {
  setSession({ token: "t", expiresAt: Date.now() + 1e6, username: "a", roles: ["admin"], permissions: ["*"] });
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ name: "Plain", inputs: [] })));
  const sent: string[] = [];
  const fetch = watched(async (input) => {
    sent.push(await (input as Request).text());
    return new Response("{}");
  });
  const body = JSON.stringify({ versionOptions: "Latest", input: null });
  await fetch(`${api}/plain/execute`, { method: "POST", body });
  expect(sent).toEqual([body]);
});

it("hands a refused publish on to Studio unchanged", async () => {
  const refusal = { errors: { generalErrors: ["Mount tape: the pool is required"] } };
  const fetch = watched(() => Promise.resolve(Response.json(refusal, { status: 400 })));
  const answer = await fetch(api, { method: "POST", body: JSON.stringify({ model: {}, publish: true }) });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual(refusal);
});

it("passes a trial on as it is, whatever its answer says besides", async () => {
  const answer = { status: "Completed", payload: { WouldDo: "Eject. Nothing was done." } };
  const fetch = watched(() => Promise.resolve(Response.json(answer)));
  const got = await fetch("http://localhost:3000/elsa/api/tests/activities", { method: "POST", body: "{}" });
  expect(await got.json()).toEqual(answer);
});
