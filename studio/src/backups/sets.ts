import { useQuery } from "@tanstack/react-query";
import { get } from "../server/request";

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
export function useSets() {
  return useQuery({
    queryKey: ["sets"],
    queryFn: () => get<{ sets: BackupSet[] }>("/api/backup/sets", { limit: 100 }),
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
