import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../server/request";
import { configOf, isComplete, type ScheduleDraft } from "./schedule";
import type { Task, TaskRun } from "./task";

const root = "/api/scheduler";

/** How many tasks a page of the list has. */
export const pageSize = 100;

interface TaskList {
  tasks: Task[];
  total: number;
}

/** The tasks that match, followed while the page is open. */
export function useTasks(search: string, page: number) {
  return useQuery({
    queryKey: ["tasks", search, page],
    queryFn: () => get<TaskList>(`${root}/tasks`, { search, page, page_size: pageSize }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}

/** The run log of one task, newest first. */
export function useTaskRuns(id: string, limit: number) {
  return useQuery({
    queryKey: ["task-runs", id, limit],
    queryFn: () =>
      get<{ logs: TaskRun[]; total: number }>(`${root}/tasks/${encodeURIComponent(id)}/logs`, { limit, offset: 0 }),
    placeholderData: keepPreviousData,
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

/** One task as it is now, to be changed: the list may be seconds old. */
export function useTask(id: string | null) {
  return useQuery({
    queryKey: ["task", id],
    enabled: id !== null,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => get<Task>(`${root}/tasks/${encodeURIComponent(id ?? "")}`),
  });
}

/** Makes a task, or changes one as it was when it was opened: what somebody else has done since is not overwritten. */
export function useStoreTask(opened: Task | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      opened === null
        ? request<Task>("POST", `${root}/tasks`, body)
        : request<Task>("PATCH", `${root}/tasks/${encodeURIComponent(opened.id)}`, body, {
            "If-Match": `"${opened.version}"`,
          }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

/** The next fires of a schedule that is still being written; refusals carry the field they are about. */
export function usePreview(draft: ScheduleDraft, zone: string) {
  const schedule = { schedule_type: draft.type, schedule_config: configOf(draft), time_zone: zone || undefined };
  return useQuery({
    queryKey: ["preview", schedule],
    enabled: isComplete(draft),
    queryFn: () =>
      request<{ time_zone: string; fires: string[] }>("POST", `${root}/preview`, { ...schedule, count: 5 }),
    retry: false,
  });
}
