import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../server/request";

/** What stands in the operators' inbox (snake_case is the API's own). */
export interface InboxEntry {
  readonly id: string;
  readonly kind: "message" | "alert" | "mount_request";
  readonly severity: Severity;
  readonly subject: string;
  readonly text: string;
  /** The workflow instance that it comes from. */
  readonly run: string | null;
  readonly pool: string | null;
  readonly barcode: string | null;
  readonly raised_at: string;
  readonly last_raised_at: string;
  readonly times: number;
  readonly escalations: number;
  readonly acknowledged_at: string | null;
  readonly acknowledged_by: string | null;
  readonly answered_by: string | null;
  readonly answer: "done" | "refused" | "withdrawn" | null;
  readonly remark: string | null;
  readonly closed_at: string | null;
  readonly is_open: boolean;
}

export type Severity = "information" | "warning" | "error" | "action_needed";

export type Deed =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "answer"; readonly answer: "done" | "refused"; readonly remark: string };

const root = "/api/operator/messages";

interface MessageList {
  messages: InboxEntry[];
  total: number;
}

/** The inbox, newest first, followed while the page is open; only what somebody still has to see to, or all. */
export function useInbox(openOnly: boolean) {
  return useQuery({
    queryKey: ["inbox", openOnly],
    queryFn: () => get<MessageList>(root, openOnly ? { open: true, limit: 100 } : { limit: 100 }),
    refetchInterval: 5_000,
  });
}

/** How much waits for somebody. */
export function useOpenCount(): number {
  const open = useQuery({
    queryKey: ["inbox", "count"],
    queryFn: () => get<MessageList>(root, { open: true, limit: 1 }),
    refetchInterval: 10_000,
  });
  return open.data?.total ?? 0;
}

/** Closes an entry: as read, or with an answer. */
export function useDeed(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deed: Deed) =>
      deed.kind === "acknowledge"
        ? request<InboxEntry>("POST", `${root}/${id}/acknowledge`, {})
        : request<InboxEntry>("POST", `${root}/${id}/answer`, { answer: deed.answer, remark: deed.remark || null }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
}
