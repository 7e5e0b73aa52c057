import { useQuery } from "@tanstack/react-query";
import { get } from "../server/request";

/** A version of a procedure, with who published it (snake_case is the API's own). */
export interface Version {
  readonly version: number;
  readonly version_id: string;
  readonly name: string | null;
  readonly created_at: string;
  readonly is_latest: boolean;
  readonly is_published: boolean;
  readonly origin: "shipped" | "edited" | "own";
  /** The last time first; empty when nobody did, or the program itself. */
  readonly published: readonly { readonly who: string; readonly at: string }[];
}

/** A difference between two versions. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  readonly subject: "activity" | "connection" | "input" | "output" | "variable" | "definition" | "layout";
  readonly id: string;
  readonly name: string;
  /** What of it changed; null where all of it came or went. */
  readonly property: string | null;
  readonly label: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Comparison {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
}

const root = "/api/procedures";

/** The versions of a procedure, the latest first. */
export function useVersions(definitionId: string) {
  return useQuery({
    queryKey: ["versions", definitionId],
    queryFn: () => get<{ versions: Version[] }>(`${root}/${encodeURIComponent(definitionId)}/versions`),
  });
}

/** What differs between two versions; without numbers, what publishing the latest would change. */
export function useComparison(definitionId: string, from: number | undefined, to: number | undefined) {
  return useQuery({
    queryKey: ["comparison", definitionId, from, to],
    queryFn: () => get<Comparison>(`${root}/${encodeURIComponent(definitionId)}/diff`, { from, to }),
  });
}
