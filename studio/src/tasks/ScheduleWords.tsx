import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { dayOfYear } from "../texts/formats";
import type { Task } from "./task";

/** When a task runs, in words. */
export function ScheduleWords({ task }: { readonly task: Pick<Task, "schedule_type" | "schedule_config"> }) {
  const { t } = useTranslation();
  const config = task.schedule_config ?? {};
  const text = (name: string) => {
    const value = config[name];
    return typeof value === "string" || typeof value === "number" ? `${value}` : "";
  };
  const time = text("time").replace(/:00$/, "");
  switch (task.schedule_type) {
    case null:
      return t("tasks.words.none");
    case "once":
      return t("tasks.words.once", { at: text("datetime") });
    case "interval":
      return t("tasks.words.interval", everyOf(Number(text("interval")), text("unit"), t));
    case "daily":
      return t("tasks.words.daily", { time });
    case "weekly": {
      const days = [config["day_of_week"]].flat().map((day) => t(`tasks.weekdays.${String(day)}`));
      return t("tasks.words.weekly", { days: days.join(", "), time });
    }
    case "monthly":
      return config["day_of_month"] === -1
        ? t("tasks.words.monthEnd", { time })
        : t("tasks.words.monthly", { day: text("day_of_month"), time });
    case "yearly":
      return t("tasks.words.yearly", { date: dayOfYear(Number(config["month"]), Number(config["day"])), time });
    case "cron":
      return <code>{text("cron")}</code>;
  }
}

// Triggers inside of procedures count in seconds, whatever somebody wrote there.
function everyOf(count: number, unit: string, t: TFunction) {
  const [larger, factor] =
    [["days", 86_400] as const, ["hours", 3_600] as const, ["minutes", 60] as const].find(
      ([, seconds]) => unit === "seconds" && count >= seconds && count % seconds === 0,
    ) ?? ([unit, 1] as const);
  return { count: count / factor, unit: t(`tasks.units.${larger}`) };
}
