import { expect, it } from "vitest";
import { configOf, emptySchedule, type ScheduleDraft } from "./schedule";

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
