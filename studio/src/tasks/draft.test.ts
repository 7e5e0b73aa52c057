import { expect, it } from "vitest";
import { bodyOf, draftOf, newDraft } from "./draft";
import type { Task } from "./task";

const inputs = [
  { name: "Sources", type: "List<String>" },
  { name: "Pool", type: "String" },
  { name: "DryRun", type: "Boolean" },
];

const task: Task = {
  id: "t1",
  task_name: "nightly",
  description: "d",
  origin: "api",
  enabled: false,
  status: "inactive",
  schedule_type: "weekly",
  schedule_config: { day_of_week: [0, 4], time: "03:15:00" },
  time_zone: "Europe/Berlin",
  action_type: "backup",
  procedure: "full-backup@3",
  action_config: { sources: ["/home", "/etc"], pool: "weekly", ticket: 7 },
  priority: "high",
  retry_count: 2,
  retry_interval: [5, 50],
  monitor_timeout: 60,
  run_timeout: null,
  on_missed: "run_all",
  overlap: "queue",
  depends_on: [{ task_id: "t0", on_end: true }],
  conditions: {
    max_load: 1.5,
    min_free_disk: { "/var/my spool": 10 * 1024 ** 3, "/tmp": 1000 },
    network_hosts: ["db:5432"],
    window: { from: "22:00:00", to: "06:00:00" },
  },
  version: 4,
  next_run_time: null,
  last_run_time: null,
  total_runs: 0,
  success_runs: 0,
  failure_runs: 0,
};

it("a task that is opened and stored says what it said", () => {
  expect(bodyOf(draftOf(task), inputs)).toEqual({
    task_name: "nightly",
    description: "d",
    enabled: false,
    schedule_type: "weekly",
    schedule_config: task.schedule_config,
    time_zone: "Europe/Berlin",
    action_type: "backup",
    procedure: "full-backup@3",
    action_config: { Sources: ["/home", "/etc"], Pool: "weekly", ticket: 7 },
    priority: "high",
    on_missed: "run_all",
    overlap: "queue",
    depends_on: task.depends_on,
    retry_count: 2,
    retry_interval: [5, 50],
    monitor_timeout: 60,
    run_timeout: null,
    conditions: task.conditions,
  });
});

it("what is typed goes over what was, and what is emptied is left out", () => {
  const draft = { ...draftOf(task), typed: { Pool: "", Sources: "/srv", DryRun: true } };
  expect(bodyOf(draft, inputs)["action_config"]).toEqual({ Sources: ["/srv"], DryRun: true, ticket: 7 });
});

it("no schedule, no conditions and no attempts are said as such", () => {
  const draft = newDraft("custom-one");
  const body = bodyOf(
    {
      ...draft,
      name: "x",
      schedule: { ...draft.schedule, type: "none" },
      limits: { ...draft.limits, retries: "", conditioned: false },
    },
    [],
  );
  expect(body).toMatchObject({ schedule_type: null, schedule_config: null, retry_count: 0, conditions: null });
});

it("an amount without a folder is said in a sentence", () => {
  const draft = newDraft(null);
  expect(() => bodyOf({ ...draft, limits: { ...draft.limits, minFreeDisk: "10 GiB" } }, [])).toThrow("write a folder");
});
