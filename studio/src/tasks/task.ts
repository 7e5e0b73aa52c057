/** A scheduled task as the REST API writes it (snake_case is the API's own). */
export interface Task {
  readonly id: string;
  readonly task_name: string;
  readonly description: string | null;
  readonly origin: "api" | "workflow" | "config";
  readonly enabled: boolean;
  readonly status: "active" | "inactive" | "running" | "paused" | "error";
  /** Null: it runs after what it depends on, or by hand. */
  readonly schedule_type: ScheduleType | null;
  readonly schedule_config: Readonly<Record<string, unknown>> | null;
  readonly time_zone: string | null;
  readonly action_type: ActionType;
  readonly procedure: string | null;
  readonly action_config: Record<string, unknown>;
  readonly priority: Priority;
  readonly retry_count: number;
  /** Seconds before each further attempt. */
  readonly retry_interval: readonly number[];
  /** Seconds. */
  readonly monitor_timeout: number | null;
  /** Seconds. */
  readonly run_timeout: number | null;
  readonly on_missed: MissedRule;
  readonly overlap: OverlapRule;
  readonly depends_on: readonly Dependency[];
  readonly conditions: Conditions | null;
  /** Counts the changes by persons: its ETag. */
  readonly version: number;
  readonly next_run_time: string | null;
  readonly last_run_time: string | null;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failure_runs: number;
}

export const scheduleTypes = ["once", "interval", "daily", "weekly", "monthly", "yearly", "cron"] as const;
export type ScheduleType = (typeof scheduleTypes)[number];

export const actionTypes = ["backup", "recovery", "cleanup", "health_check", "retention_check", "custom"] as const;
export type ActionType = (typeof actionTypes)[number];

/** The procedure that ships for an action, where a task names none. */
export const usualProcedures: Readonly<Record<ActionType, string | null>> = {
  backup: "full-backup",
  recovery: "restore",
  cleanup: "cleanup",
  health_check: "health-check",
  retention_check: "retention-check",
  custom: null,
};

/** A task that must be done before another one runs. */
export interface Dependency {
  readonly task_id: string;
  /** Any end of a run will do; otherwise it must be a success. */
  readonly on_end?: boolean;
}

/** What must hold for a run to start. */
export interface Conditions {
  readonly max_load?: number | null;
  /** Bytes, by folder. */
  readonly min_free_disk?: Readonly<Record<string, number>> | null;
  readonly network_hosts?: readonly string[] | null;
  readonly window?: { readonly from: string; readonly to: string } | null;
}

export const missedRules = ["run_once", "run_all", "skip"] as const;
export type MissedRule = (typeof missedRules)[number];

export const overlapRules = ["skip", "queue", "cancel_previous"] as const;
export type OverlapRule = (typeof overlapRules)[number];

export const priorities = ["urgent", "high", "normal", "low"] as const;
export type Priority = (typeof priorities)[number];

/** One line of the run log. */
export interface TaskRun {
  readonly execution_id: string;
  readonly task_id: string | null;
  readonly task_name: string | null;
  readonly planned_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly status: "pending" | "running" | "success" | "failed" | "cancelled" | "skipped";
  readonly error_message: string | null;
  readonly trigger: string;
  readonly attempt: number;
  readonly workflow_instance_id: string | null;
  /** What the procedure gave. */
  readonly result: Readonly<Record<string, unknown>> | null;
}
