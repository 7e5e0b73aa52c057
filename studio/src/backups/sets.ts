import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "../server/request";
import { setOf } from "./SetOfRun";

/** What one backup wrote (snake_case is the API's own). */
export interface BackupSet {
  readonly id: string;
  readonly type: "full" | "differential" | "incremental";
  readonly state: string;
  readonly base_set_id: string | null;
  readonly pool: string;
  readonly roots: readonly string[];
  readonly host: string;
  readonly compression: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly expires_at: string | null;
  readonly files: number;
  readonly deleted: number;
  readonly bytes: number;
  readonly warnings: number;
  readonly pieces: number;
  readonly manifest_sha256: string | null;
}

export interface SetDetail {
  readonly set: BackupSet;
  readonly volumes: readonly string[];
}

/** The newest sets. */
export function useSets(limit: number) {
  return useQuery({
    queryKey: ["sets", limit],
    queryFn: () => get<{ sets: BackupSet[] }>("/api/backup/sets", { limit }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

/** One set, with the volumes that it is on. */
export function useSet(id: string) {
  return useQuery({
    queryKey: ["set", id],
    queryFn: () => get<SetDetail>(`/api/backup/sets/${encodeURIComponent(id)}`),
  });
}

interface Writing {
  readonly kind: string;
  readonly workflow_instance_id: string;
  readonly result: Readonly<Record<string, unknown>> | null;
}

// As many as the server gives at once; of a set that is older nobody knows the run any more.
const lately = 1_000;

/** The run that wrote a set, as far back as the operations are kept; null: it is not known. */
export function useRunOf(id: string) {
  return useQuery({
    queryKey: ["run-of-set", id],
    staleTime: Infinity,
    queryFn: async () => {
      const { operations } = await get<{ operations: Writing[] }>("/api/operations", { limit: lately });
      const writing = operations.find(({ kind, result }) => kind === "write" && setOf(result) === id);
      return writing?.workflow_instance_id ?? null;
    },
  });
}
