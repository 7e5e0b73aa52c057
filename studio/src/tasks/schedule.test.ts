import { expect, it } from "vitest";
import { configOf, emptySchedule, scheduleOf, type ScheduleDraft } from "./schedule";

const draft = (more: Partial<ScheduleDraft>): ScheduleDraft => ({ ...emptySchedule, time: "03:15", ...more });

it.each<[Partial<ScheduleDraft>, Record<string, unknown>]>([
  [{ type: "once", datetime: "2026-12-25T14:30" }, { datetime: "2026-12-25 14:30:00" }],
  [
    { type: "interval", interval: "30", unit: "minutes" },
    { interval: 30, unit: "minutes" },
  ],
  [{ type: "daily" }, { time: "03:15:00" }],
  [
    { type: "weekly", weekdays: [6] },
    { day_of_week: 6, time: "03:15:00" },
  ],
  [
    { type: "weekly", weekdays: [4, 0] },
    { day_of_week: [0, 4], time: "03:15:00" },
  ],
  [
    { type: "monthly", dayOfMonth: "-1" },
    { day_of_month: -1, time: "03:15:00" },
  ],
  [
    { type: "yearly", month: "2", dayOfMonth: "29" },
    { month: 2, day: 29, time: "03:15:00" },
  ],
  [{ type: "cron", cron: "0 2,14 * * *" }, { cron: "0 2,14 * * *" }],
])("writes the config that the API takes: %o", (fields, config) => {
  expect(configOf(draft(fields))).toEqual(config);
});

it.each<[string, Record<string, unknown>]>([
  ["once", { datetime: "2026-12-25 14:30:00" }],
  ["interval", { interval: 90, unit: "seconds" }],
  ["daily", { time: "03:15:30" }],
  ["weekly", { day_of_week: 6, time: "03:15:00" }],
  ["weekly", { day_of_week: [0, 4], time: "03:15:00" }],
  ["monthly", { day_of_month: -1, time: "02:00:00" }],
  ["yearly", { month: 2, day: 29, time: "02:00:00" }],
  ["cron", { cron: "0 2,14 * * *" }],
])("a %s schedule that is opened and stored is what it was", (type, config) => {
  const draft = scheduleOf({ schedule_type: type as "once", schedule_config: config });
  expect(draft.type).toBe(type);
  expect(configOf(draft)).toEqual(config);
});
