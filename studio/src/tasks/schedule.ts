import type { ScheduleType, Task } from "./task";

/** What the schedule fields hold while they are being filled in; each type reads its own. */
export interface ScheduleDraft {
  /** None: it runs by hand, or after others. */
  readonly type: ScheduleType | "none";
  readonly datetime: string;
  readonly interval: string;
  readonly unit: "seconds" | "minutes" | "hours" | "days";
  readonly time: string;
  readonly weekdays: readonly number[];
  readonly dayOfMonth: string;
  readonly month: string;
  readonly cron: string;
}

export const emptySchedule: ScheduleDraft = {
  type: "daily",
  datetime: "",
  interval: "30",
  unit: "minutes",
  time: "02:00",
  weekdays: [6],
  dayOfMonth: "1",
  month: "1",
  cron: "0 2 * * *",
};

/** The `schedule_config` of a draft, as the REST API takes it; the server checks it. */
export function configOf(draft: ScheduleDraft): Record<string, unknown> {
  const time = draft.time.length === 5 ? `${draft.time}:00` : draft.time;
  switch (draft.type) {
    case "none":
      return {};
    case "once":
      return { datetime: draft.datetime.replace("T", " ").padEnd(19, ":00") };
    case "interval":
      return { interval: Number(draft.interval), unit: draft.unit };
    case "daily":
      return { time };
    case "weekly":
      return { day_of_week: draft.weekdays.length === 1 ? draft.weekdays[0] : [...draft.weekdays].sort(), time };
    case "monthly":
      return { day_of_month: Number(draft.dayOfMonth), time };
    case "yearly":
      return { month: Number(draft.month), day: Number(draft.dayOfMonth), time };
    case "cron":
      return { cron: draft.cron };
  }
}

/** The fields for the schedule of a task. */
export function scheduleOf(task: Pick<Task, "schedule_type" | "schedule_config">): ScheduleDraft {
  const config = task.schedule_config ?? {};
  const text = (name: string, otherwise: string) => {
    const value = config[name];
    return typeof value === "string" || typeof value === "number" ? `${value}` : otherwise;
  };
  return {
    type: task.schedule_type ?? "none",
    datetime: text("datetime", "").replace(" ", "T"),
    interval: text("interval", emptySchedule.interval),
    unit: text("unit", emptySchedule.unit) as ScheduleDraft["unit"],
    time: text("time", emptySchedule.time).replace(/^(\d\d:\d\d):00$/, "$1"),
    weekdays: config["day_of_week"] === undefined ? emptySchedule.weekdays : [config["day_of_week"]].flat().map(Number),
    dayOfMonth: text("day_of_month", text("day", emptySchedule.dayOfMonth)),
    month: text("month", emptySchedule.month),
    cron: text("cron", emptySchedule.cron),
  };
}

/** Whether all is filled in that the server needs to reckon with it. */
export function isComplete(draft: ScheduleDraft): boolean {
  switch (draft.type) {
    case "none":
      return false;
    case "once":
      return draft.datetime !== "";
    case "interval":
      return Number(draft.interval) > 0;
    case "cron":
      return draft.cron.trim().split(/\s+/).length >= 5;
    case "weekly":
      return draft.weekdays.length > 0 && draft.time !== "";
    default:
      return draft.time !== "" && draft.dayOfMonth !== "" && draft.month !== "";
  }
}
