import { storeOf } from "../state/store";

// What a step would have done that was tried alone: Studio's Test tab has no place for it.
const told = storeOf<string | null>(null);

/** What the step that was tried last would do; null: it was done, or nobody tried. */
export function useTrial(): string | null {
  return told.use();
}

/** It has been read. */
export function forgetTrial(): void {
  told.set(null);
}

interface TrialAnswer {
  payload?: { WouldDo?: string } | null;
}

/** Passes Studio's trial of a step on, and keeps what its answer says besides. */
export async function watchedTrial(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  forgetTrial();
  const answer = await send(request);
  if (answer.ok) told.set(((await answer.clone().json()) as TrialAnswer).payload?.WouldDo ?? null);
  return answer;
}
