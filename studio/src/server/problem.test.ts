import { expect, it } from "vitest";
import { problemOf } from "./problem";

it("reads the errors of fields, of Elsa and of plain text", async () => {
  const fields = await problemOf(
    Response.json({ title: "No", errors: { "schedule_config.time": ["Write HH:MM:SS."] } }, { status: 400 }),
  );
  expect(fields.fields["schedule_config.time"]).toEqual(["Write HH:MM:SS."]);
  const elsa = await problemOf(
    Response.json({ message: "One or more", errors: { generalErrors: ["a", "b"] } }, { status: 400 }),
  );
  expect(elsa.messages).toEqual(["a", "b"]);
  const text = await problemOf(new Response("tape is busy", { status: 409 }));
  expect(text.message).toBe("tape is busy");
  const empty = await problemOf(new Response("", { status: 503, statusText: "Service Unavailable" }));
  expect(empty.message).toBe("503 Service Unavailable");
});
