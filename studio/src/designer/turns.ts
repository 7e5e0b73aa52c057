// Blazor disposes of a custom element one second after it has left the page (CustomElements, disconnectedCallback), and two of Studio's
// elements alive at the same time break each other's overlays. So each new one waits for the end of the one before.
const disposal = 1_000;
const margin = 150;

let freeAt = 0;

/** Notes that an element has been taken out of the page now. */
export function elementLeft(): void {
  freeAt = performance.now() + disposal + margin;
}

/** Waits until no element of before is alive. */
export async function elementMayCome(): Promise<void> {
  for (let wait = freeAt - performance.now(); wait > 0; wait = freeAt - performance.now())
    await new Promise((resolve) => setTimeout(resolve, wait));
}
