import { useQuery } from "@tanstack/react-query";
import { get, send } from "../server/request";
import type { Task, TaskRun } from "../tasks/task";

interface Health {
  readonly status: string;
  /** The reason says why a part is not well, or what it has; strangers are not told. */
  readonly checks: readonly { readonly name: string; readonly status: string; readonly reason: string | null }[];
}

/** One place of a library: a slot, or a drive with what is in it. */
export interface Place {
  readonly number: number;
  readonly kind: "storage" | "import_export" | "drive";
  /** The name of the drive that it is. */
  readonly drive: string | null;
  readonly volume: string | null;
  /** Of a drive: empty, idle, or the kind of the operation that works with it. */
  readonly state: string | null;
  /** What the volume can be used for: scratch, appendable, full, suspect, unknown. */
  readonly volume_state: string | null;
}

export interface Library {
  readonly name: string;
  readonly places: readonly Place[];
}

/** A piece of tape work under way. */
export interface Operation {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly volume: string | null;
  readonly drive: string | null;
  readonly bytes: number;
  readonly total_bytes: number | null;
  readonly files: number;
  /** Bytes a second. */
  readonly rate: number;
  readonly remaining_seconds: number | null;
  readonly workflow_instance_id: string | null;
}

const soon = 2_000;

/** Whether the house is well, each part with its reason if not. 503 is an answer too. */
export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: async () => (await (await send("/health/ready")).json()) as Health,
    refetchInterval: 10_000,
  });
}

export function useLibraries() {
  return useQuery({
    queryKey: ["library"],
    queryFn: () => get<{ libraries: Library[] }>("/api/library"),
    refetchInterval: 5_000,
  });
}

export function useOperations() {
  return useQuery({
    queryKey: ["operations"],
    queryFn: () => get<{ operations: Operation[] }>("/api/operations", { active: true }),
    refetchInterval: soon,
  });
}

export function useLastRuns() {
  return useQuery({
    queryKey: ["last-runs"],
    queryFn: () => get<{ logs: TaskRun[] }>("/api/scheduler/logs", { limit: 8 }),
    refetchInterval: 5_000,
  });
}

export function useNextRuns() {
  return useQuery({
    queryKey: ["next-runs"],
    queryFn: () => get<{ tasks: Task[] }>("/api/scheduler/tasks", { enabled_only: true, page_size: 100 }),
    refetchInterval: 10_000,
  });
}
