import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../server/request";
import type { ActionType, Priority, ScheduleType, Task, TaskRun } from "./task";

const root = "/api/scheduler";

interface TaskList {
  tasks: Task[];
  total: number;
}

/** What a person fills in to make a task. */
export interface NewTask {
  readonly task_name: string;
  readonly description: string;
  readonly schedule_type: ScheduleType;
  readonly schedule_config: Record<string, unknown>;
  readonly time_zone?: string;
  readonly action_type: ActionType;
  readonly procedure?: string;
  readonly action_config: Record<string, unknown>;
  readonly priority: Priority;
  readonly enabled: boolean;
}

/** The tasks that match, followed while the page is open. */
export function useTasks(search: string) {
  return useQuery({
    queryKey: ["tasks", search],
    queryFn: () => get<TaskList>(`${root}/tasks`, { search, page_size: 100 }),
    refetchInterval: 5_000,
  });
}

/** The run log of one task, newest first. */
export function useTaskRuns(id: string) {
  return useQuery({
    queryKey: ["task-runs", id],
    queryFn: () => get<{ logs: TaskRun[]; total: number }>(`${root}/tasks/${id}/logs`, { limit: 50, offset: 0 }),
    refetchInterval: 5_000,
  });
}

export type TaskDeed = "run" | "stop" | "enable" | "disable" | "delete";

/** Does something with a task, then shows the list as it is now. */
export function useTaskDeed() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: TaskDeed }) =>
      deed === "delete"
        ? request<unknown>("DELETE", `${root}/tasks/${id}`)
        : request<unknown>("POST", `${root}/tasks/${id}/${deed}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

/** Makes a task. */
export function useCreateTask() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (task: NewTask) => request<Task>("POST", `${root}/tasks`, task),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

/** The next fires of a schedule that is still being written; refusals carry the field they are about. */
export function usePreview(schedule: Pick<NewTask, "schedule_type" | "schedule_config" | "time_zone">) {
  return useQuery({
    queryKey: ["preview", schedule],
    queryFn: () =>
      request<{ time_zone: string; fires: string[] }>("POST", `${root}/preview`, { ...schedule, count: 5 }),
    retry: false,
  });
}
