import { currentSession, may } from "../session/session";
import { storeOf } from "../state/store";
import type { InputDefinition } from "../workflows/inputs";

/** A run that Studio has asked for and that waits for a person to fill in the workflow's inputs. */
export interface PendingRun {
  readonly name: string;
  readonly inputs: readonly InputDefinition[];
  /** Goes on with these values; null: the run is not wanted. */
  readonly decide: (input: Record<string, unknown> | null) => void;
}

const pending = storeOf<PendingRun | null>(null);

/** Followed by the dialog that asks for the inputs. */
export function usePendingRun(): PendingRun | null {
  return pending.use();
}

// At this header Studio says that the workflow cannot be started; a refusal with 403 would end it (contract 2 and 4.3).
const cannotStart = { "Content-Type": "application/json", "x-elsa-workflow-cannot-start": "true" };

interface Definition {
  name?: string | null;
  inputs?: InputDefinition[];
}

interface ExecuteBody {
  versionOptions?: string | null;
  input?: unknown;
}

/**
 * Holds Studio's Run until the declared inputs are filled in: Studio has no form for them (contract 4.3). A run that is given up is
 * answered without the header with the instance's id, at which Studio does nothing.
 */
export async function runWithInputs(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (!may(currentSession(), "exec:workflow-definitions")) return new Response("{}", { headers: cannotStart });
  const body = (await request.clone().json()) as ExecuteBody;
  const definition = await definitionOf(request.url, body.versionOptions ?? "Latest");
  const inputs = definition?.inputs ?? [];
  if (inputs.length === 0) return send(request);
  const input = await new Promise<Record<string, unknown> | null>((decide) => {
    pending.set({ name: definition?.name ?? "", inputs, decide });
  });
  pending.set(null);
  if (input === null) return new Response("{}", { status: 200, headers: { "Content-Type": "application/json" } });
  return send(new Request(request, { body: JSON.stringify({ ...body, input }) }));
}

async function definitionOf(executeUrl: string, versionOptions: string): Promise<Definition | null> {
  const id = /\/workflow-definitions\/([^/]+)\/execute$/.exec(new URL(executeUrl).pathname)?.[1];
  if (id === undefined) return null;
  const answer = await fetch(`/elsa/api/workflow-definitions/by-definition-id/${id}?versionOptions=${versionOptions}`);
  return answer.ok ? ((await answer.json()) as Definition) : null;
}
