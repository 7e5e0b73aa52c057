import { useQuery } from "@tanstack/react-query";
import { get } from "../server/request";
import type { TaskRun } from "../tasks/task";

/** What the console itself needs of a run. */
export interface Instance {
  readonly definitionId: string;
  readonly definitionVersionId: string;
  readonly status: "Running" | "Finished";
  readonly subStatus: string;
  readonly correlationId?: string | null;
  readonly workflowState?: { readonly output?: Readonly<Record<string, unknown>> };
}

/** A run, followed until it has ended. */
export function useInstance(id: string) {
  return useQuery({
    queryKey: ["instance", id],
    queryFn: () => get<Instance>(`/elsa/api/workflow-instances/${encodeURIComponent(id)}`),
    refetchInterval: (query) => (query.state.data?.status === "Finished" ? false : 2_000),
  });
}

/** The run of a task that started an instance: tasks correlate what they start with the id of their run. */
export function useTaskOf(correlationId: string | null) {
  const isRun = correlationId !== null && /^[0-9a-f-]{36}$/.test(correlationId);
  return useQuery({
    queryKey: ["task-run", correlationId],
    enabled: isRun,
    queryFn: () => get<TaskRun>(`/api/scheduler/runs/${correlationId ?? ""}`),
    retry: false,
  });
}
