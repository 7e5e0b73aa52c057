import { runWithInputs } from "./running";
import { watchedSave } from "./saving";
import { watchedTrial } from "./trial";

type Fetch = typeof window.fetch;

const trials = "/elsa/api/tests/activities";
const saves = "/elsa/api/workflow-definitions";
const executes = /^\/elsa\/api\/workflow-definitions\/[^/]+\/execute$/;

/** Looks at the calls that Elsa Studio makes: saves are told to the sign, trials to their note, runs wait for their inputs; all others pass. */
export function watched(original: Fetch): Fetch {
  const send = (request: Request) => original(request);
  return (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (request.method !== "POST") return original(request);
    if (pathname === saves) return watchedSave(request, send);
    if (pathname === trials) return watchedTrial(request, send);
    if (executes.test(pathname)) return runWithInputs(request, send);
    return original(request);
  };
}
