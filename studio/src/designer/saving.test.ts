import { beforeEach, expect, it, vi } from "vitest";
import { currentSaves, forgetSaves, watchedSave } from "./saving";

// A save that is answered when the test says so.
async function edit() {
  const body = JSON.stringify({ publish: false });
  let answer: (response: Response) => void = () => undefined;
  const ended = watchedSave(
    new Request(window.location.origin, { method: "POST", body }),
    () => new Promise((resolve) => (answer = resolve)),
  );
  await vi.waitFor(() => {
    expect(currentSaves().kind).toBe("saving");
  });
  return async (response: Response) => {
    answer(response);
    await ended;
  };
}

const saved = () => Response.json({ workflowDefinition: { version: 3, isPublished: false } });
const refused = () => Response.json({ errors: { generalErrors: ["No pool"] } }, { status: 400 });

beforeEach(forgetSaves);

it("says that an edit is saved", async () => {
  const answer = await edit();
  await answer(saved());
  expect(currentSaves()).toMatchObject({ kind: "saved", version: 3 });
});

it("does not say it of the definition that is shown by then", async () => {
  const answer = await edit();
  forgetSaves();
  await answer(saved());
  expect(currentSaves().kind).toBe("clean");
});

it("tells a refusal wherever its author is by then", async () => {
  const answer = await edit();
  forgetSaves();
  await answer(refused());
  expect(currentSaves()).toMatchObject({ kind: "refused", messages: ["No pool"] });
});
