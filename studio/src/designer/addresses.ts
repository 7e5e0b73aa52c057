import { isStudioAddress } from "./vendor";

type Write = History["pushState"];

/**
 * Keeps the address with the page that is shown. Studio's lists write their filters into it (contract 1.4) as late as their first answer
 * comes; whoever has left by then would be thrown back to the list.
 */
export function guardAddresses(history: History): void {
  history.pushState = guarded(history.pushState.bind(history), () => isStudioAddress(window.location.pathname));
  history.replaceState = guarded(
    history.replaceState.bind(history),
    (target) => target.pathname === window.location.pathname,
  );
}

function guarded(write: Write, mayStudio: (target: URL) => boolean): Write {
  return (state: unknown, unused, url) => {
    if (isOfStudio(state) && !mayStudio(new URL(url ?? "", window.location.href))) return;
    write(state, unused, url);
  };
}

// Blazor numbers the entries it makes; nobody else here does.
function isOfStudio(state: unknown): boolean {
  return typeof state === "object" && state !== null && "_index" in state;
}
