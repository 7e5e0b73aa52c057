import type { Conditions, Task } from "./task";

/** The conditions and limits of a task as they are typed. */
export interface LimitsDraft {
  /** Seconds before each further attempt, with commas. */
  readonly retries: string;
  readonly monitorTimeout: string;
  readonly runTimeout: string;
  /** Whether a run waits for conditions at all. */
  readonly conditioned: boolean;
  readonly maxLoad: string;
  /** A folder and an amount on each line. */
  readonly minFreeDisk: string;
  /** A host on each line. */
  readonly networkHosts: string;
  readonly windowFrom: string;
  readonly windowTo: string;
}

export const usualLimits: LimitsDraft = {
  retries: "60, 300, 900",
  monitorTimeout: "",
  runTimeout: "",
  conditioned: true,
  maxLoad: "",
  minFreeDisk: "",
  networkHosts: "",
  windowFrom: "",
  windowTo: "",
};

/** What a task says, to be typed over. */
export function limitsOf(task: Task): LimitsDraft {
  const { conditions } = task;
  return {
    retries: task.retry_interval.join(", "),
    monitorTimeout: textOf(task.monitor_timeout),
    runTimeout: textOf(task.run_timeout),
    conditioned: conditions !== null,
    maxLoad: textOf(conditions?.max_load),
    minFreeDisk: Object.entries(conditions?.min_free_disk ?? {})
      .map(([folder, amount]) => `${folder} ${amountOf(amount)}`)
      .join("\n"),
    networkHosts: (conditions?.network_hosts ?? []).join("\n"),
    windowFrom: conditions?.window?.from.slice(0, 5) ?? "",
    windowTo: conditions?.window?.to.slice(0, 5) ?? "",
  };
}

/** The fields of the API for what was typed. Throws a sentence when it cannot be one. */
export function limitFields(draft: LimitsDraft): Record<string, unknown> {
  const waits = draft.retries
    .split(/[\s,;]+/)
    .filter((text) => text !== "")
    .map((text) => numberOf(text, "retries"));
  return {
    retry_count: waits.length,
    ...(waits.length === 0 ? {} : { retry_interval: waits }),
    monitor_timeout: optional(draft.monitorTimeout),
    run_timeout: optional(draft.runTimeout),
    conditions: draft.conditioned ? conditionsOf(draft) : null,
  };
}

function conditionsOf(draft: LimitsDraft): Conditions {
  const folders = linesOf(draft.minFreeDisk).map((line) => {
    const [, folder = "", amount = ""] = /^(.+?)[\s=:]+([\d.,]+\s*[KMGT]?i?B?)$/i.exec(line) ?? [];
    if (folder === "") throw new Error(`${line}: write a folder and an amount, for example /var/spool 10 GiB.`);
    return [folder, bytesOf(amount)] as const;
  });
  if ((draft.windowFrom === "") !== (draft.windowTo === ""))
    throw new Error("The hours in which a run may start have a beginning and an end.");
  return {
    max_load: draft.maxLoad === "" ? null : numberOf(draft.maxLoad, "load"),
    min_free_disk: Object.fromEntries(folders),
    network_hosts: linesOf(draft.networkHosts),
    window: draft.windowFrom === "" ? null : { from: clock(draft.windowFrom), to: clock(draft.windowTo) },
  };
}

const units = ["", "K", "M", "G", "T"];

function bytesOf(text: string): number {
  const [, amount = "", unit = ""] = /^([\d.,]+)\s*([KMGT]?)/i.exec(text) ?? [];
  return Math.round(numberOf(amount, text) * 1024 ** units.indexOf(unit.toUpperCase()));
}

/** Bytes in the largest unit that says them exactly. */
function amountOf(amount: number): string {
  const step = units.findLastIndex((_, power) => amount >= 1024 ** power && amount % 1024 ** power === 0);
  return step <= 0 ? `${amount} B` : `${amount / 1024 ** step} ${units[step] ?? ""}iB`;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function optional(text: string): number | null {
  return text === "" ? null : numberOf(text, "timeout");
}

function numberOf(text: string, what: string): number {
  const value = Number(text);
  if (Number.isNaN(value) || text.trim() === "") throw new Error(`${text} is no number (${what}).`);
  return value;
}

function clock(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : `${value}`;
}
