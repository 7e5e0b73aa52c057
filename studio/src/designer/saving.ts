import { problemOf } from "../server/problem";
import { storeOf } from "../state/store";

/** What became of the edits of a definition, as far as this tab has sent them. */
export type SaveState =
  | { readonly kind: "clean" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: number; readonly version: number; readonly published: boolean }
  | {
      readonly kind: "refused";
      readonly at: number;
      readonly messages: readonly string[];
      readonly publishing: boolean;
    };

const store = storeOf<SaveState>({ kind: "clean" });

// Counts the definitions that were shown: a save that was good is told only where it was made, however late its answer comes.
let shown = 0;

/** Forgets what was: another definition is shown. */
export function forgetSaves(): void {
  shown++;
  store.set({ kind: "clean" });
}

/** Followed by the sign beside the definition's name. Studio's own dot turns green after a failed save too (contract 6). */
export function useSaveState(): SaveState {
  return store.use();
}

/** How it stands at this moment. */
export function currentSaves(): SaveState {
  return store.get();
}

interface Saved {
  workflowDefinition: { version: number; isPublished: boolean };
}

/** Passes a save of Studio on and notes how it ended. */
export async function watchedSave(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  const place = shown;
  const publishing = ((await request.clone().json()) as { publish?: boolean }).publish === true;
  if (place === shown) store.set({ kind: "saving" });
  try {
    const answer = await send(request);
    await note(answer.clone(), publishing, place);
    return answer;
  } catch (error) {
    store.set({ kind: "refused", at: Date.now(), messages: [String(error)], publishing });
    throw error;
  }
}

async function note(answer: Response, publishing: boolean, place: number): Promise<void> {
  if (answer.ok) {
    const { workflowDefinition } = (await answer.json()) as Saved;
    if (place !== shown) return;
    store.set({
      kind: "saved",
      at: Date.now(),
      version: workflowDefinition.version,
      published: workflowDefinition.isPublished,
    });
    return;
  }
  const { messages } = await problemOf(answer);
  store.set({ kind: "refused", at: Date.now(), messages, publishing });
}
