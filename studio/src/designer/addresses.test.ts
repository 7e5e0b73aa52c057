import { beforeAll, beforeEach, expect, it } from "vitest";
import { guardAddresses } from "./addresses";

const studio = { userState: null, _index: 0 };

beforeAll(() => {
  guardAddresses(window.history);
});

beforeEach(() => {
  window.history.replaceState(null, "", "/");
});

it("lets a list write its filters into its own address", () => {
  window.history.pushState(null, "", "/workflows/instances");
  window.history.replaceState(studio, "", "/workflows/instances?page=2");
  expect(window.location.search).toBe("?page=2");
});

it("stays where the user has gone when a list writes its filters late", () => {
  window.history.pushState(null, "", "/workflows/instances");
  window.history.pushState(null, "", "/tasks");
  window.history.replaceState(studio, "", `${window.location.origin}/workflows/instances?page=1`);
  expect(window.location.pathname).toBe("/tasks");
  expect(window.location.search).toBe("");
});

it("stays on a list when the one before it writes late", () => {
  window.history.pushState(null, "", "/workflows/instances");
  window.history.replaceState(studio, "", "/workflows/definitions?page=1");
  expect(window.location.pathname).toBe("/workflows/instances");
});

it("follows the designer to the run it started, but only while it is shown", () => {
  window.history.pushState(null, "", "/workflows/definitions/full-backup/edit");
  window.history.pushState(studio, "", "workflows/instances/1/view");
  expect(window.location.pathname).toMatch(/instances\/1\/view$/);
  window.history.pushState(null, "", "/inbox");
  window.history.pushState(studio, "", "/workflows/instances/2/view");
  expect(window.location.pathname).toBe("/inbox");
});

it("leaves the console's own steps alone", () => {
  window.history.pushState(null, "", "/tasks");
  window.history.replaceState(null, "", "/backups?page=3");
  expect(window.location.pathname).toBe("/backups");
});
