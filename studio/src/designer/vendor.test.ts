import { expect, it } from "vitest";
import { isStudioAddress } from "./vendor";

it.each([
  ["/workflows/definitions", true],
  ["/workflows/definitions/full-backup/edit", true],
  ["/workflows/instances", true],
  ["/workflows/instances/1a2b/view", true],
  ["/workflows/definitions/full-backup/versions", false],
  ["/", false],
  ["/tasks", false],
])("%s has a page of Studio: %s", (path, has) => {
  expect(isStudioAddress(path)).toBe(has);
});
